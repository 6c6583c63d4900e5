using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Data.Profiles;

/// <summary>Profiles as JSON, version 1. Numbers are written so that they read back to the same bits; the order of keys is fixed.</summary>
internal static class ProfileJson
{
    private const int Version = 1;
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Profile profile)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteNumber("rows", profile.RowCount);
            writer.WriteStartArray("columns");
            foreach (var column in profile.Columns)
                Write(writer, column);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="SakerException">The text is not such JSON.</exception>
    public static Profile Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() is var version && version != Version)
                throw Wrong(FormattableString.Invariant($"it has version {version}, and {Version} is known."));
            return new Profile(root.GetProperty("rows").GetInt64(), [.. root.GetProperty("columns").EnumerateArray().Select(ReadColumn)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Wrong(e.Message, e);
        }
    }

    private static void Write(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type.Name());
        writer.WriteNumber("count", column.Count);
        writer.WriteNumber("nulls", column.NullCount);
        writer.WriteNumber("distinct", column.DistinctCount);
        if (column.Distinct.IsExact)
            writer.WriteBase64String("distinct_hashes", Bytes([.. column.Distinct.Exact]));
        else
            writer.WriteBase64String("distinct_ranks", column.Distinct.Ranks);
        if (column.Numbers is { } numbers)
            Write(writer, numbers);
        if (column.Texts is { } texts)
            Write(writer, texts);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, NumberProfile numbers)
    {
        writer.WriteStartObject("numbers");
        writer.WriteNumber("count", numbers.Count);
        writer.WriteNumber("infinite", numbers.InfiniteCount);
        if (numbers.Count > 0)
        {
            WriteNumber(writer, "mean", numbers.Mean);
            WriteNumber(writer, "squared_deviations", numbers.Moments.SquaredDeviations);
            WriteNumber(writer, "min", numbers.Min);
            WriteNumber(writer, "max", numbers.Max);
        }
        writer.WriteNumber("coins", numbers.Sketch.Coins);
        writer.WriteStartArray("levels");
        foreach (var level in numbers.Sketch.Levels)
            writer.WriteBase64StringValue(Bytes([.. level.Select(BitConverter.DoubleToUInt64Bits)]));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>JSON has no infinity, which a sum of large squares can be.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, string name, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
    }

    private static void Write(Utf8JsonWriter writer, TextProfile texts)
    {
        writer.WriteStartObject("texts");
        writer.WriteNumber("min_length", texts.MinLength);
        writer.WriteNumber("max_length", texts.MaxLength);
        writer.WriteNumber("max_count_error", texts.MaxCountError);
        writer.WriteStartArray("top");
        foreach (var (text, count) in texts.Top)
        {
            writer.WriteStartObject();
            // By way of UTF-8, as half a surrogate pair is no JSON.
            writer.WriteString("text", Encoding.UTF8.GetBytes(text));
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ColumnProfile ReadColumn(JsonElement column)
    {
        var typeName = Text(column, "type");
        var type = ColumnTypes.Find(typeName) ?? throw Wrong($"'{typeName}' is not a type.");
        var distinct = column.TryGetProperty("distinct_hashes", out var hashes)
            ? DistinctSketch.FromExact(Words(hashes))
            : DistinctSketch.FromRanks(column.GetProperty("distinct_ranks").GetBytesFromBase64()) ?? throw Wrong("distinct_ranks has a wrong length.");
        return new ColumnProfile(
            Text(column, "name"),
            type,
            column.GetProperty("count").GetInt64(),
            column.GetProperty("nulls").GetInt64(),
            distinct,
            type == ColumnType.Text ? null : ReadNumbers(column.GetProperty("numbers")),
            type == ColumnType.Text ? ReadTexts(column.GetProperty("texts")) : null);
    }

    private static NumberProfile ReadNumbers(JsonElement numbers)
    {
        var count = numbers.GetProperty("count").GetInt64();
        var levels = numbers.GetProperty("levels").EnumerateArray().Select(level => Words(level).Select(BitConverter.UInt64BitsToDouble).ToArray()).ToArray();
        var sketch = QuantileSketch.From(levels, numbers.GetProperty("coins").GetInt64());
        if (sketch is null || sketch.Count != count)
            throw Wrong("levels do not add up to count.");
        var moments = count == 0 ? Moments.None : new Moments(count, Number("mean"), Number("squared_deviations"), Number("min"), Number("max"));
        return new NumberProfile(moments, sketch, numbers.GetProperty("infinite").GetInt64());

        double Number(string name) => numbers.GetProperty(name) is { ValueKind: JsonValueKind.String } text
            ? double.Parse(text.GetString()!, CultureInfo.InvariantCulture)
            : numbers.GetProperty(name).GetDouble();
    }

    private static TextProfile ReadTexts(JsonElement texts) => new(
        texts.GetProperty("min_length").GetInt32(),
        texts.GetProperty("max_length").GetInt32(),
        [.. texts.GetProperty("top").EnumerateArray().Select(item => new TextCount(Text(item, "text"), item.GetProperty("count").GetInt64()))],
        texts.GetProperty("max_count_error").GetInt64());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw Wrong($"{name} is null.");

    private static byte[] Bytes(ulong[] words)
    {
        var bytes = new byte[words.Length * 8];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), words[i]);
        return bytes;
    }

    private static ulong[] Words(JsonElement element)
    {
        var bytes = element.GetBytesFromBase64();
        if (bytes.Length % 8 != 0)
            throw Wrong("packed numbers are cut short.");
        var words = new ulong[bytes.Length / 8];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * 8));
        return words;
    }

    private static SakerException Wrong(string why, Exception? inner = null) => new(ErrorKind.InvalidInput, $"This is not a profile: {why}", "profile", inner);
}
