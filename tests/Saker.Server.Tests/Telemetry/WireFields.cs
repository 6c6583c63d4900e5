using System.Text;
using Google.Protobuf;

namespace Saker.Server.Tests.Telemetry;

/// <summary>A protobuf message by the numbers of its fields.</summary>
internal sealed class WireFields
{
    private readonly List<(int Field, ulong Number, ByteString Bytes)> _fields = [];

    public WireFields(ByteString message)
    {
        var input = message.CreateCodedInput();
        while (input.ReadTag() is > 0 and var tag)
            _fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (WireFormat.GetTagFieldNumber(tag), input.ReadUInt64(), ByteString.Empty),
                WireFormat.WireType.Fixed64 => (WireFormat.GetTagFieldNumber(tag), input.ReadFixed64(), ByteString.Empty),
                WireFormat.WireType.Fixed32 => (WireFormat.GetTagFieldNumber(tag), input.ReadFixed32(), ByteString.Empty),
                _ => (WireFormat.GetTagFieldNumber(tag), 0, input.ReadBytes()),
            });
    }

    public IEnumerable<WireFields> Messages(int field) => _fields.Where(one => one.Field == field).Select(one => new WireFields(one.Bytes));

    public ulong Number(int field) => _fields.LastOrDefault(one => one.Field == field).Number;

    /// <summary>Numbers of eight bytes, one after another.</summary>
    public ulong[] Fixed(int field) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(Bytes(field).Span).ToArray();

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    /// <summary>OpenTelemetry's attributes as texts.</summary>
    public Dictionary<string, string> Attributes(int field) => Messages(field).ToDictionary(pair => pair.Text(1), pair => pair.Messages(2).Select(Value).FirstOrDefault(""));

    private static string Value(WireFields value) => value._fields.Select(one => one.Field switch
    {
        1 => Encoding.UTF8.GetString(one.Bytes.Span),
        2 => one.Number != 0 ? "true" : "false",
        3 => ((long)one.Number).ToString(System.Globalization.CultureInfo.InvariantCulture),
        4 => BitConverter.UInt64BitsToDouble(one.Number).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    }).FirstOrDefault("");

    private ByteString Bytes(int field) => _fields.LastOrDefault(one => one.Field == field).Bytes ?? ByteString.Empty;
}
