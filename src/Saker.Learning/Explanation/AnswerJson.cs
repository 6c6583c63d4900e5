using System.Text.Encodings.Web;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Explanation.Counterfactuals;
using Saker.Learning.Explanation.Lime;
using Saker.Learning.Explanation.Prototypes;

namespace Saker.Learning.Explanation;

/// <summary>What explanations other than attributions say, as JSON: the same from the command line and over HTTP.</summary>
public static class AnswerJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary><c>{"score", "label", "found": [{"changes": [{"column", "from", "to"}], "score", "label", "cost"}], "reason", "evaluationCount"}</c>.</summary>
    public static string Of(CounterfactualResult result) => JsonSerializer.Serialize(result, s_options);

    /// <summary><c>{"unit", "class", "answer", "local", "intercept", "fidelity", "factors": [{"column", "value"}]}</c>.</summary>
    public static string Of(LimeExplanation explanation) => JsonSerializer.Serialize(
        new
        {
            unit = explanation.Unit.Word(),
            explanation.Class,
            explanation.Answer,
            explanation.Local,
            explanation.Intercept,
            explanation.Fidelity,
            factors = explanation.Factors.Select(factor => new { factor.Column, factor.Value }),
        },
        s_options);

    /// <summary><c>{"unit", "output", "base", "rows": [{"total", "pairs": [{"first", "second", "value"}]}], "notes"}</c>, a row's pairs the largest first; a column with itself is what it does alone.</summary>
    public static string Of(InteractionExplanation explanation) => JsonSerializer.Serialize(
        new
        {
            unit = explanation.Unit.Word(),
            explanation.Output,
            explanation.Base,
            rows = Enumerable.Range(0, explanation.RowCount).Select(row => new { total = explanation.Total(row), pairs = explanation.Pairs(row).Select(pair => new { pair.First, pair.Second, pair.Value }) }),
            explanation.Notes,
        },
        s_options);

    /// <summary><c>{"prototypes": [{"row", "share", "values"}], "criticisms": [{"row", "values"}], "distance"}</c>; rows count from 1.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="rows">The rows that it was found in.</param>
    public static string Of(PrototypeResult result, Table rows) => JsonSerializer.Serialize(
        new
        {
            prototypes = result.Prototypes.Select((row, i) => new { row = row + 1, share = result.Shares[i], values = Values(rows, row) }),
            criticisms = result.Criticisms.Select(row => new { row = row + 1, values = Values(rows, row) }),
            result.Distance,
        },
        s_options);

    private static Dictionary<string, object?> Values(Table rows, int row) => rows.Columns.ToDictionary(column => column.Name, column => column.GetValue(row), StringComparer.Ordinal);
}
