using Newtonsoft.Json;

namespace Parcels.Worker;

public static class Messages
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.None,
        MissingMemberHandling = MissingMemberHandling.Error,
        MaxDepth = 8,

    };

    public static ParcelMoved Read(string text) =>
        JsonConvert.DeserializeObject<ParcelMoved>(text, Settings)
        ?? throw new FormatException("empty message");

    public static string Write(ParcelMoved message) => JsonConvert.SerializeObject(message, Settings);
}
