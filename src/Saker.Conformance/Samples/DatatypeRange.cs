using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Saker.OpenInference.Tensors;

namespace Saker.Conformance.Samples;

/// <summary>Which values a datatype holds.</summary>
internal static class DatatypeRange
{
    /// <summary>The least and greatest whole number; null for datatypes that are none.</summary>
    public static (BigInteger Least, BigInteger Most)? Of(string datatype) => datatype switch
    {
        "INT8" => (sbyte.MinValue, sbyte.MaxValue),
        "INT16" => (short.MinValue, short.MaxValue),
        "INT32" => (int.MinValue, int.MaxValue),
        "INT64" => (long.MinValue, long.MaxValue),
        "UINT8" => (byte.MinValue, byte.MaxValue),
        "UINT16" => (ushort.MinValue, ushort.MaxValue),
        "UINT32" => (uint.MinValue, uint.MaxValue),
        "UINT64" => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };

    public static bool IsKnown(string datatype) => Datatypes.TryParse(datatype, out _);

    public static bool IsFloat(string datatype) => Datatypes.TryParse(datatype, out var known) && known.IsFloatingPoint();

    /// <summary>What of an output's value is not of the datatype; null when it is. Null and the texts NaN and Infinity stand for what JSON has no number for.</summary>
    public static string? Mismatch(string datatype, JsonElement value)
    {
        var ok = datatype switch
        {
            "BOOL" => value.ValueKind is JsonValueKind.True or JsonValueKind.False || (value.ValueKind == JsonValueKind.Number && value.GetRawText() is "0" or "1"),
            "BYTES" => value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
            _ when IsFloat(datatype) => value.ValueKind is JsonValueKind.Number or JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString() is "NaN" or "Infinity" or "-Infinity"),
            _ when Of(datatype) is { } range => value.ValueKind == JsonValueKind.Number && BigInteger.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= range.Least && whole <= range.Most,
            _ => true,
        };
        return ok ? null : $"{value.GetRawText()} is no {datatype}";
    }
}
