using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Data.Checks;

/// <summary>Writes checks as suite files and pipeline files have them: what was declared in YAML or in code reads the same.</summary>
public static class CheckSuiteText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Properties whose keys are not their names in small letters.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        [nameof(Check.Title)] = "name",
        [nameof(Check.Note)] = "description",
        [nameof(SchemaCheck.Types)] = "columns",
    };

    /// <summary>The list <c>checks</c> in YAML, one line a check.</summary>
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

    /// <summary>A whole suite file.</summary>
    public static string WriteFile(CheckSuite suite)
    {
        var text = new StringBuilder();
        if (suite.Name is { } name)
            text.Append("suite: ").Append(JsonValue.Create(name).ToJsonString(Json)).Append('\n');
        if (suite.Key.Count > 0)
            text.Append("key: ").Append(Value(suite.Key)!.ToJsonString(Json)).Append('\n');
        if (suite.MaxViolationsPerCheck != new CheckSuite().MaxViolationsPerCheck)
            text.Append(CultureInfo.InvariantCulture, $"show: {suite.MaxViolationsPerCheck}\n");
        return text.Append(Write(suite)).ToString();
    }

    /// <summary>A JSON object, which is YAML too: the public name, and every setting that is not at its default.</summary>
    private static JsonObject Describe(Check check)
    {
        var described = new JsonObject { ["check"] = check.Name };
        if (check.Column is null && check.Columns.Count > 0)
            described["columns"] = Value(check.Columns);
        AddProperties(described, check, [nameof(Check.Name), nameof(Check.Description), nameof(Check.Columns), nameof(Check.Others)]);
        return described;
    }

    private static void AddProperties(JsonObject described, object from, IReadOnlyCollection<string> but)
    {
        foreach (var property in from.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (but.Contains(property.Name) || property is { Name: nameof(RowCheck.Mostly) } && property.GetValue(from) is 1.0)
                continue;
            var value = property.GetValue(from);
            if (value is OtherData)
                AddProperties(described, value, []);
            else if (Value(value) is { } node)
                described[Keys.GetValueOrDefault(property.Name) ?? Key(property.Name)] = node;
        }
    }

    private static JsonNode? Value(object? value) => value switch
    {
        null or Severity.Fail or false => null,
        true => JsonValue.Create(true),
        ColumnType type => type.Name(),
        DistributionMethod method => DistributionCheck.NameOf(method),
        Enum other => Key(other.ToString()),
        string text => text,
        DateTime moment => MomentText.Utc(moment).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        TimeSpan duration => DurationText.Write(duration),
        Distribution distribution => Describe(distribution),
        IEnumerable<KeyValuePair<string, ColumnType?>> types => new JsonObject(types.Select(type => KeyValuePair.Create(type.Key, (JsonNode?)(type.Value?.Name() ?? "any")))),
        IEnumerable items => new JsonArray([.. items.Cast<object>().Select(Value)]) is { Count: > 0 } array ? array : null,
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    private static JsonObject Describe(Distribution distribution)
    {
        var described = new JsonObject();
        AddProperties(described, distribution, []);
        return described;
    }

    private static string Key(string property) =>
        string.Concat(property.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
