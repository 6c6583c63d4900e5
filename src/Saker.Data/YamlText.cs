using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Saker.Data;

/// <summary>
/// Reads YAML into plain values (text, bool, long, double, null, lists and mappings) for <see cref="Settings"/>, and remembers on
/// which line each key stands. Plain scalars follow the YAML 1.2 core schema, so <c>Yes</c> and <c>No</c> are texts. Anchors, aliases
/// and tags are refused: no file of ours needs them, and they are how a small file becomes a huge one or makes objects.
/// </summary>
public sealed class YamlText
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 20;

    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);
    private readonly IParser _parser;

    private YamlText(IParser parser)
    {
        _parser = parser;
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || parser.Current is not MappingStart)
            throw new SakerException(ErrorKind.InvalidInput, "The file must hold one mapping of keys to values, such as 'name: value'.");
        Values = (IReadOnlyDictionary<string, object?>)ReadValue("", 0)!;
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            throw Refused(parser.Current!, "only one document is read");
    }

    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <exception cref="SakerException">The text is no YAML mapping, or holds what is not read here; the message names the line.</exception>
    public static YamlText Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new SakerException(ErrorKind.TooLarge, $"The file has {text.Length} characters; at most {MaxLength} are read.");
        var parser = new Parser(new StringReader(text));
        try
        {
            return new YamlText(parser);
        }
        catch (YamlException exception)
        {
            throw Invalid(exception.Start, exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What the parser throws for some unclosed brackets; the place is that of the last thing it understood.
            throw Invalid(parser.Current?.Start ?? Mark.Empty, exception, "a bracket or a quote is not closed, or something stands where it cannot; it was understood up to here");
        }
    }

    /// <summary>The line of a key such as <c>checks[2].min</c>, or of the nearest key around it; null when none is known.</summary>
    public long? LineOf(string place)
    {
        for (var at = place; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (_lines.TryGetValue(at, out var line))
                return line;
        }
        return null;
    }

    private object? ReadValue(string place, int depth)
    {
        // Before anything is read below: a deep file must not exhaust the stack.
        if (depth > MaxDepth)
            throw Refused(_parser.Current!, $"values are nested deeper than {MaxDepth} levels");
        if (_parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw Refused(_parser.Current, "anchors and aliases are not read here; write the value out");
        if (_parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            throw Refused(_parser.Current, "tags are not read here; write the plain value");
        if (_parser.TryConsume<Scalar>(out var scalar))
            return Plain(scalar);
        return _parser.TryConsume<SequenceStart>(out _) ? ReadList(place, depth) : ReadMapping(place, depth);
    }

    private Dictionary<string, object?> ReadMapping(string place, int depth)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        _parser.Consume<MappingStart>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key) || key.Value.Length == 0)
                throw Refused(_parser.Current!, "a key must be a text");
            var inner = place.Length == 0 ? key.Value : $"{place}.{key.Value}";
            _lines[inner] = key.Start.Line;
            if (!values.TryAdd(key.Value, ReadValue(inner, depth + 1)))
                throw Refused(key, $"the key '{key.Value}' occurs twice");
        }
        return values;
    }

    private List<object?> ReadList(string place, int depth)
    {
        var items = new List<object?>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            var inner = $"{place}[{items.Count}]";
            _lines[inner] = _parser.Current!.Start.Line;
            items.Add(ReadValue(inner, depth + 1));
        }
        return items;
    }

    private static object? Plain(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return text;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            ".inf" or "+.inf" => double.PositiveInfinity,
            "-.inf" => double.NegativeInfinity,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
            _ when LooksLikeNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
            _ => text,
        };
    }

    private static bool LooksLikeNumber(string text) => char.IsAsciiDigit(text[0]) || (text[0] is '-' or '+' or '.' && text.Length > 1);

    private static SakerException Invalid(Mark at, Exception cause, string? what = null) =>
        new(ErrorKind.InvalidInput, $"Line {at.Line}, column {at.Column}: this is not valid YAML: {what ?? cause.Message}", inner: cause);

    private static SakerException Refused(ParsingEvent at, string what) => new(ErrorKind.InvalidInput, $"Line {at.Start.Line}, column {at.Start.Column}: {what}.");
}
