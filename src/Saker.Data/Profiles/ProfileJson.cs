using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Data.Profiles;

/// <summary>
/// Profiles as JSON, version 2; version 1, which knew less, is read too. Numbers are written so that they read back to the same bits; the
/// order of keys is fixed.
/// </summary>
internal static class ProfileJson
{
    public const int Version = 2;
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
                ColumnJson.Write(writer, column);
            writer.WriteEndArray();
            if (profile.Correlations is { } correlations)
                Write(writer, correlations);
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
            if (root.GetProperty("version").GetInt32() is var version && version is < 1 or > Version)
                throw ProfileFault.Wrong(FormattableString.Invariant($"it has version {version}, and 1 to {Version} are known."));
            var rows = root.GetProperty("rows").GetInt64();
            ColumnProfile[] columns = [.. root.GetProperty("columns").EnumerateArray().Select(column => ColumnJson.Read(column, rows))];
            return new Profile(rows, columns, root.TryGetProperty("correlations", out var correlations) ? ReadCorrelations(correlations) : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw ProfileFault.Wrong(e.Message, e);
        }
    }

    private static void Write(Utf8JsonWriter writer, CorrelationProfile correlations)
    {
        writer.WriteStartObject("correlations");
        writer.WriteStartArray("columns");
        foreach (var column in correlations.Columns)
            writer.WriteStringValue(column);
        writer.WriteEndArray();
        writer.WriteStartArray("pairs");
        foreach (var (count, x, y, xx, yy, xy) in correlations.Pairs)
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", count);
            writer.WriteBase64String("sums", JsonNumbers.Pack([.. new[] { x, y, xx, yy, xy }.Select(BitConverter.DoubleToUInt64Bits)]));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static CorrelationProfile ReadCorrelations(JsonElement correlations)
    {
        string[] columns = [.. correlations.GetProperty("columns").EnumerateArray().Select(column => column.GetString() ?? throw ProfileFault.Wrong("a name is null."))];
        CoMoments[] pairs =
        [
            .. correlations.GetProperty("pairs").EnumerateArray().Select(pair =>
            {
                var sums = JsonNumbers.Doubles(pair.GetProperty("sums"));
                return new CoMoments(pair.GetProperty("count").GetInt64(), sums[0], sums[1], sums[2], sums[3], sums[4]);
            }),
        ];
        return CorrelationProfile.From(columns, pairs) ?? throw ProfileFault.Wrong("the correlations do not fit their columns.");
    }
}
