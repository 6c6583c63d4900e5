using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Data.Checks;

namespace Saker.Platform.Pipelines;

/// <summary>Writes checks as the <c>checks</c> list of a pipeline file: what was declared in YAML or in code reads the same.</summary>
internal static class CheckText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(CheckSuite suite)
    {
        var text = new StringBuilder("checks:");
        if (suite.Checks.Count == 0)
            return text.Append(" []\n").ToString();
        text.Append('\n');
        foreach (var check in suite.Checks)
            text.Append("  - ").Append(Describe(check).ToJsonString(Json)).Append('\n');
        return text.ToString();
    }

    /// <summary>A JSON object, which is YAML too: the public name, and every setting that is not at its default.</summary>
    private static JsonObject Describe(Check check)
    {
        var described = new JsonObject { ["check"] = check.Name };
        if (check.Column is null && check.Columns.Count > 0)
            described["columns"] = Value(check.Columns);
        foreach (var property in check.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (property.Name is not (nameof(Check.Name) or nameof(Check.Description) or nameof(Check.Columns)) && Value(property.GetValue(check)) is { } value)
                described[Key(property.Name)] = value;
        }
        return described;
    }

    private static JsonNode? Value(object? value) => value switch
    {
        null or Severity.Fail => null,
        Severity severity => severity.ToString().ToLowerInvariant(),
        string text => text,
        IEnumerable items => new JsonArray([.. items.Cast<object>().Select(Value)]) is { Count: > 0 } array ? array : null,
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    private static string Key(string property) =>
        string.Concat(property.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
