using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>MLflow's four JSON forms as <c>{"rows":[{...}]}</c>. Row numbers stay what they are in the request, from 0.</summary>
internal static class ScoringRows
{
    private const string Forms = "dataframe_split, dataframe_records, instances and inputs";

    private static readonly string[] s_forms = ["dataframe_split", "dataframe_records", "instances", "inputs"];

    /// <exception cref="SakerException">The body is none of the forms; every uneven row is named.</exception>
    public static byte[] ToJson(ReadOnlySpan<byte> body, Signature signature, RowLimits limits)
    {
        using var document = Parse(body);
        var form = FormOf(document.RootElement);
        var rows = new ScoringRowsWriter(form.Name, limits);
        switch (form.Name)
        {
            case "dataframe_split":
                WriteSplit(form.Value, rows);
                break;
            case "inputs" when form.Value.ValueKind == JsonValueKind.Object:
                WriteColumns(form.Value, rows);
                break;
            default:
                WriteList(form, signature, rows);
                break;
        }
        return rows.Complete();
    }

    /// <summary>The one member that holds the rows.</summary>
    /// <exception cref="SakerException">There is none, or several.</exception>
    public static JsonProperty FormOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new SakerException(ErrorKind.InvalidInput, $"The body must be a JSON object with one of {Forms}, not {Kind(root)}.", "body");
        var present = root.EnumerateObject().Where(property => s_forms.Contains(property.Name, StringComparer.Ordinal)).ToList();
        if (present is not [var form])
            throw new SakerException(ErrorKind.InvalidInput, $"The body must have exactly one of {Forms}; it has {(present.Count == 0 ? "none" : string.Join(" and ", present.Select(property => property.Name)))}.", "body");
        if (root.TryGetProperty("params", out var parameters) && parameters.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            throw new SakerException(ErrorKind.InvalidInput, $"params must be an object of values, not {Kind(parameters)}.", "params");
        return form;
    }

    /// <summary>The columns and rows of <c>dataframe_split</c>.</summary>
    /// <exception cref="SakerException">It has other members.</exception>
    public static (string[] Names, JsonElement Data) SplitOf(JsonElement split)
    {
        const string expected = "give {\"columns\": [names], \"data\": [[values], ...]}";
        if (split.ValueKind != JsonValueKind.Object
            || !split.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array || columns.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String)
            || !split.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"dataframe_split is not as it must be; {expected}.", "dataframe_split");
        }
        return ([.. columns.EnumerateArray().Select(name => name.GetString()!)], data);
    }

    /// <exception cref="SakerException">The body is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var document = JsonDocument.ParseValue(ref reader);
            // What follows the value must be nothing; the reader throws otherwise.
            while (reader.Read())
            {
            }
            return document;
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body);
        }
    }

    private static void WriteSplit(JsonElement split, ScoringRowsWriter rows)
    {
        var (names, data) = SplitOf(split);
        foreach (var row in data.EnumerateArray())
            rows.AddByPosition(names, row);
    }

    // A row is an object, or its values in the signature's order.
    private static void WriteList(JsonProperty form, Signature signature, ScoringRowsWriter rows)
    {
        if (form.Value.ValueKind != JsonValueKind.Array)
            throw new SakerException(ErrorKind.InvalidInput, $"{form.Name} must be a list of rows, not {Kind(form.Value)}.", form.Name);
        string[] names = [.. signature.Inputs.Select(input => input.Name)];
        foreach (var row in form.Value.EnumerateArray())
        {
            if (row.ValueKind == JsonValueKind.Array && form.Name != "dataframe_records")
                rows.AddByPosition(names, row);
            else if (row.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && names.Length == 1 && form.Name != "dataframe_records")
                rows.AddOnly(names[0], row);
            else
                rows.Add(row);
        }
    }

    // {"a": [1, 2], "b": ["x", "y"]}: a list for each column, or a value for each when there is one row.
    private static void WriteColumns(JsonElement columns, ScoringRowsWriter rows)
    {
        var lists = columns.EnumerateObject().Select(column => (column.Name, Values: column.Value.ValueKind == JsonValueKind.Array ? column.Value.EnumerateArray().ToList() : [column.Value])).ToList();
        var count = lists.Count > 0 ? lists.Max(list => list.Values.Count) : 0;
        if (lists.Any(list => list.Values.Count != count))
            throw new SakerException(ErrorKind.InvalidInput, "The columns of inputs are not of one length.", [.. lists.Where(list => list.Values.Count != count).Select(list => new Problem(list.Name, $"has {list.Values.Count} values; the longest column has {count}."))]);
        for (var row = 0; row < count; row++)
            rows.AddRow(lists, row);
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
