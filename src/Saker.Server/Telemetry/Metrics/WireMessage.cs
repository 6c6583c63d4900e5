using Google.Protobuf;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>A protobuf message that is written field by field, by their numbers. A message within another is whole before it is added.</summary>
internal sealed class WireMessage : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _to;

    public WireMessage() => _to = new CodedOutputStream(_bytes, leaveOpen: true);

    public void Dispose()
    {
        _to.Dispose();
        _bytes.Dispose();
    }

    public byte[] ToArray()
    {
        _to.Flush();
        return _bytes.ToArray();
    }

    public void Text(int field, string text)
    {
        _to.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _to.WriteString(text);
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        _to.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _to.WriteBytes(ByteString.CopyFrom(bytes));
    }

    public void Number(int field, long number)
    {
        _to.WriteTag(field, WireFormat.WireType.Varint);
        _to.WriteInt64(number);
    }

    public void Fixed(int field, ulong number)
    {
        _to.WriteTag(field, WireFormat.WireType.Fixed64);
        _to.WriteFixed64(number);
    }

    public void Real(int field, double number)
    {
        _to.WriteTag(field, WireFormat.WireType.Fixed64);
        _to.WriteDouble(number);
    }

    public void Message(int field, Action<WireMessage> write)
    {
        using var inner = new WireMessage();
        write(inner);
        Bytes(field, inner.ToArray());
    }
}
