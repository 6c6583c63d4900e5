using System.Globalization;
using Saker.Data;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Reads YAML into plain values (text, bool, long, double, null, lists and mappings) and remembers on which line each key
/// stands. Plain scalars follow the YAML 1.2 core schema, so <c>Yes</c> and <c>No</c> are texts. Anchors, aliases and tags
/// are refused: a pipeline file needs none, and they are how a small file becomes a huge one.
/// </summary>
internal sealed class YamlText
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 20;

    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    private YamlText(YamlMappingNode root) => Values = Mapping(root, "", 0);

    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <exception cref="SakerException">The text is no YAML mapping; the message names the line.</exception>
    public static YamlText Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new SakerException(ErrorKind.LimitExceeded, $"The file has {text.Length} characters; at most {MaxLength} are read.");
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
                throw new SakerException(ErrorKind.InvalidInput, "The file must hold one mapping of keys to values, such as 'pipeline: churn'.");
            return new YamlText(root);
        }
        catch (YamlException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"Line {exception.Start.Line}, column {exception.Start.Column}: this is not valid YAML: {exception.Message}", inner: exception);
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

    private Dictionary<string, object?> Mapping(YamlMappingNode node, string place, int depth)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (keyNode, valueNode) in node.Children)
        {
            if (keyNode is not YamlScalarNode { Value: { Length: > 0 } key })
                throw Refused(keyNode, "a key must be a text");
            var inner = place.Length == 0 ? key : $"{place}.{key}";
            _lines[inner] = keyNode.Start.Line;
            values[key] = Value(valueNode, inner, depth + 1);
        }
        return values;
    }

    private object? Value(YamlNode node, string place, int depth)
    {
        if (depth > MaxDepth)
            throw Refused(node, $"values are nested deeper than {MaxDepth} levels");
        if (!node.Anchor.IsEmpty)
            throw Refused(node, "anchors and aliases are not read here; write the value out");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            throw Refused(node, "tags are not read here; write the plain value");
        return node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlMappingNode mapping => Mapping(mapping, place, depth),
            YamlSequenceNode sequence => List(sequence, place, depth),
            _ => throw Refused(node, "this kind of value is not read here"),
        };
    }

    private List<object?> List(YamlSequenceNode sequence, string place, int depth)
    {
        var items = new List<object?>(sequence.Children.Count);
        foreach (var child in sequence.Children)
        {
            var inner = $"{place}[{items.Count}]";
            _lines[inner] = child.Start.Line;
            items.Add(Value(child, inner, depth + 1));
        }
        return items;
    }

    private static object? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
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

    private static SakerException Refused(YamlNode node, string what) => new(ErrorKind.InvalidInput, $"Line {node.Start.Line}, column {node.Start.Column}: {what}.");
}
