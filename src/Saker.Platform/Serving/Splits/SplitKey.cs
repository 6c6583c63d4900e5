using System.Text.Json.Serialization;
using Saker.Data;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// What tells one caller of an endpoint from another: requests with the same key fall to the same arm, on every replica and after every
/// restart. Written <c>request</c>, <c>header:NAME</c> or <c>field:COLUMN</c>. A request without the header or the field falls to an arm for itself.
/// </summary>
[JsonConverter(typeof(SplitKeyJson))]
public readonly record struct SplitKey
{
    private const int MaxNameLength = 200;
    private const string HeaderPrefix = "header:";
    private const string FieldPrefix = "field:";

    private readonly string? _name;

    private SplitKey(SplitKeyKind kind, string name) => (Kind, _name) = (kind, name);

    /// <summary>Each request for itself.</summary>
    public static SplitKey Request => default;

    public SplitKeyKind Kind { get; }

    /// <summary>The header's name in small letters, or the column's; empty for requests.</summary>
    public string Name => _name ?? "";

    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <exception cref="SakerException">It is no key (invalid input).</exception>
    public static SplitKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no key of requests; give 'request', 'header:NAME' (such as header:x-customer-id) or 'field:COLUMN'.", "key");

    public static bool TryParse(string? text, out SplitKey key)
    {
        key = default;
        if (text is null or "request")
            return text is not null;
        if (text.StartsWith(HeaderPrefix, StringComparison.Ordinal) && text[HeaderPrefix.Length..] is var header && IsHeaderName(header))
            key = new SplitKey(SplitKeyKind.Header, header.ToLowerInvariant());
        else if (text.StartsWith(FieldPrefix, StringComparison.Ordinal) && text[FieldPrefix.Length..] is { Length: > 0 and <= MaxNameLength } column)
            key = new SplitKey(SplitKeyKind.Field, column);
        return key != default;
    }

    public override string ToString() => Kind switch
    {
        SplitKeyKind.Header => HeaderPrefix + Name,
        SplitKeyKind.Field => FieldPrefix + Name,
        _ => "request",
    };

    // A token of RFC 9110, 5.6.2.
    private static bool IsHeaderName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal));
}
