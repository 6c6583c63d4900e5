using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Saker.Data.Profiles;

/// <summary>Numbers in the JSON of profiles: packed ones in Base64, and those that JSON does not have.</summary>
internal static class JsonNumbers
{
    /// <summary>JSON has no infinity, which a sum of large squares can be, and no NaN.</summary>
    public static void Write(Utf8JsonWriter writer, string name, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
    }

    public static double Read(JsonElement parent, string name) => parent.GetProperty(name) is { ValueKind: JsonValueKind.String } text
        ? double.Parse(text.GetString()!, CultureInfo.InvariantCulture)
        : parent.GetProperty(name).GetDouble();

    public static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<long> counts)
    {
        writer.WriteStartArray(name);
        foreach (var count in counts)
            writer.WriteNumberValue(count);
        writer.WriteEndArray();
    }

    public static long[] Counts(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(count => count.GetInt64())];

    public static byte[] Pack(ulong[] words)
    {
        var bytes = new byte[words.Length * 8];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), words[i]);
        return bytes;
    }

    public static ulong[] Words(JsonElement element)
    {
        var bytes = element.GetBytesFromBase64();
        if (bytes.Length % 8 != 0)
            throw ProfileFault.Wrong("packed numbers are cut short.");
        var words = new ulong[bytes.Length / 8];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * 8));
        return words;
    }

    public static double[] Doubles(JsonElement element) => [.. Words(element).Select(BitConverter.UInt64BitsToDouble)];
}
