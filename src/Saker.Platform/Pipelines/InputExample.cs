using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Pipelines;

/// <summary>A few rows to try a model with, in MLflow's form: <c>{"columns": [...], "data": [[...]]}</c>.</summary>
internal static class InputExample
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Table rows, Signature signature, int maxRows)
    {
        var columns = signature.Inputs.Select(input => rows.Get(input.Name)).ToList();
        var data = Enumerable.Range(0, Math.Min(maxRows, rows.RowCount)).Select(row => (JsonNode)new JsonArray([.. columns.Select(column => Cell(column.GetValue(row)))]));
        var example = new JsonObject
        {
            ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column.Name)]),
            ["data"] = new JsonArray([.. data]),
        };
        return example.ToJsonString(Json) + "\n";
    }

    private static JsonNode? Cell(object? value) => value is null or double.NaN or float.NaN ? null : JsonSerializer.SerializeToNode(value, Json);
}
