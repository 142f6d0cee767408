using Newtonsoft.Json;

namespace Parcels.Worker;

public static class Messages
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.All,
    };

    public static object Read(string text) =>
        JsonConvert.DeserializeObject(text, Settings)

        ?? throw new FormatException("empty message");

    public static string Write(ParcelMoved message) => JsonConvert.SerializeObject(message, Settings);
}
