namespace Saker.OpenInference.Wire;

/// <summary>How a field's value lies in a protobuf message; the published numbers.</summary>
public enum WireType
{
    Varint = 0,
    Fixed64 = 1,

    /// <summary>Bytes, texts, messages and packed lists: a length, then that many bytes.</summary>
    Length = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
