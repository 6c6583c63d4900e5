using System.Globalization;
using Saker.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Saker.Learning.Models;

/// <summary>
/// Reads YAML from files that may come from anywhere into texts, numbers, lists and mappings. No tags, so that nothing is
/// instantiated; no anchors, so that nothing small unfolds to something huge; no deep nesting.
/// </summary>
internal static class PlainYaml
{
    private const int MaxDepth = 32;

    /// <exception cref="SakerException">The text is no such YAML.</exception>
    public static object? Read(string yaml, string name)
    {
        try
        {
            var parser = new YamlDotNet.Core.Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            return ReadValue(parser, 0);
        }
        catch (YamlException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The file '{name}' is not YAML that can be taken: line {exception.Start.Line}: {exception.Message}", name, exception);
        }
    }

    private static object? ReadValue(IParser parser, int depth)
    {
        if (parser.Current is NodeEvent node && (!node.Tag.IsEmpty || !node.Anchor.IsEmpty))
            throw new YamlException(node.Start, node.End, "tags and anchors are not taken here.");
        if (depth > MaxDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"it is nested deeper than {MaxDepth} levels.");
        if (parser.TryConsume<Scalar>(out var scalar))
            return Plain(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new List<object?>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Add(ReadValue(parser, depth + 1));
            return list;
        }
        var mapping = new Dictionary<string, object?>(StringComparer.Ordinal);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (!mapping.TryAdd(key.Value, ReadValue(parser, depth + 1)))
                throw new YamlException(key.Start, key.End, $"the key '{key.Value}' occurs twice.");
        }
        return mapping;
    }

    private static object? Plain(Scalar scalar)
    {
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return scalar.Value;
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
            var text => text,
        };
    }
}
