use std::fmt;

const HEADER: usize = 6;

#[derive(Debug, PartialEq)]
pub enum PacketError {
    TooShort,
    BadLength,
}

impl fmt::Display for PacketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

pub struct Packet<'a> {
    pub kind: u16,
    pub body: &'a [u8],
}

/// Reads a packet from the wire; its length is what the sender claims.
pub fn parse(bytes: &[u8]) -> Result<Packet<'_>, PacketError> {
    if bytes.len() < HEADER {
        return Err(PacketError::TooShort);
    }
    let kind = u16::from_be_bytes([bytes[0], bytes[1]]);
    let length = u32::from_be_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]) as usize;
    let body = bytes.get(HEADER..HEADER + length).ok_or(PacketError::BadLength)?;
    Ok(Packet { kind, body })
}
