using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Search;

/// <summary>
/// Where a page begins: after the row with these sort values, of the query that made it. So page 1,000 costs what page 1
/// costs, and rows that come or go meanwhile shift nothing. MLflow's own tokens, base64 of <c>{"offset": 100}</c>, are
/// understood too.
/// </summary>
internal sealed record PageToken
{
    /// <summary>The last row's sort values: texts, whole numbers and doubles; null when it is an offset.</summary>
    public IReadOnlyList<object>? Position { get; init; }

    /// <summary>Rows to pass over.</summary>
    public int Offset { get; init; }

    /// <param name="query">A fingerprint of the query: a token is good for no other.</param>
    /// <param name="position">The last row's sort values.</param>
    public static string Write(string query, IEnumerable<object> position)
    {
        string[] parts = [query, .. position.Select(value => value switch
        {
            long whole => "i" + whole.ToString(CultureInfo.InvariantCulture),
            double number => "d" + number.ToString("R", CultureInfo.InvariantCulture),
            _ => "s" + (string)value,
        })];
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(parts));
    }

    /// <exception cref="SakerException">It is no token, or one of another query.</exception>
    public static PageToken Read(string token, string query, IReadOnlyList<SortKey> keys)
    {
        if (token.Length > SearchLimits.MaxTokenLength)
            throw Bad("it is too long");
        JsonElement json;
        try
        {
            json = JsonElement.Parse(Decode(token));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Bad("it is none that this server gave");
        }
        if (json.ValueKind == JsonValueKind.Object)
            return json.TryGetProperty("offset", out var offset) && offset.ValueKind == JsonValueKind.Number && offset.TryGetInt32(out var count) && count >= 0 ? new PageToken { Offset = count } : throw Bad("its offset is no number of rows");
        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(part => part.ValueKind != JsonValueKind.String))
            throw Bad("it is none that this server gave");
        var parts = Texts(json);
        if (parts.Count == 0 || parts[0] != query)
            throw Bad("it belongs to another search: filter, order and scope must stay the same from page to page");
        if (parts.Count != keys.Count + 1)
            throw Bad("it is none that this server gave");
        return new PageToken { Position = [.. keys.Select((key, at) => Value(parts[at + 1], key.Kind))] };
    }

    /// <summary>A fingerprint of what makes a query what it is.</summary>
    public static string Fingerprint(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static List<string> Texts(JsonElement json)
    {
        try
        {
            return [.. json.EnumerateArray().Select(part => part.GetString()!)];
        }
        catch (InvalidOperationException)
        {
            // No UTF-8, or half of a surrogate pair.
            throw Bad("it is none that this server gave");
        }
    }

    private static byte[] Decode(string token) => Base64Url.DecodeFromChars(token.Replace('+', '-').Replace('/', '_').TrimEnd('='));

    private static object Value(string text, FilterKind kind) => kind switch
    {
        FilterKind.Integer when text.StartsWith('i') && long.TryParse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        FilterKind.Metric when text.StartsWith('d') && double.TryParse(text.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) => number,
        FilterKind.Text when text.StartsWith('s') && !text.Contains('\0', StringComparison.Ordinal) => text[1..],
        _ => throw Bad("it is none that this server gave"),
    };

    private static SakerException Bad(string why) => new(ErrorKind.InvalidInput, $"Invalid page token: {why}. Begin again without one.", "page_token");
}
