using System.Text;
using System.Text.Json.Nodes;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>The <c>MLmodel</c> file: how MLflow describes a model, with its signature in JSON inside YAML.</summary>
internal static class ModelDescription
{
    public static string Write(Signature signature)
    {
        var text = new StringBuilder();
        text.Append("flavors:\n");
        text.Append("  onnx:\n");
        text.Append("    data: ").Append(ModelFolder.ModelFile).Append('\n');
        text.Append("    providers: [CPUExecutionProvider]\n");
        text.Append("  python_function:\n");
        text.Append("    data: ").Append(ModelFolder.ModelFile).Append('\n');
        text.Append("    loader_module: mlflow.onnx\n");
        text.Append("  saker:\n");
        text.Append("    data: ").Append(ModelFolder.ModelFile).Append('\n');
        text.Append("    signature: ").Append(ModelFolder.SignatureFile).Append('\n');
        text.Append("saved_input_example_info: {artifact_path: ").Append(ModelFolder.InputExampleFile).Append(", pandas_orient: split, type: dataframe}\n");
        text.Append("signature:\n");
        text.Append("  inputs: ").Append(Quoted(Inputs(signature))).Append('\n');
        text.Append("  outputs: ").Append(Quoted(Outputs(signature))).Append('\n');
        text.Append("  params: null\n");
        return text.ToString();
    }

    // A single-quoted YAML scalar; the only character to escape is the quote.
    private static string Quoted(JsonArray json) => "'" + json.ToJsonString().Replace("'", "''", StringComparison.Ordinal) + "'";

    private static JsonArray Inputs(Signature signature) => new([.. signature.Inputs.Select(input => (JsonNode)new JsonObject
    {
        // The graph takes every number as float64.
        ["type"] = input.Type == ColumnType.Text ? "string" : "double",
        ["name"] = input.Name,
        ["required"] = true,
    })]);

    private static JsonArray Outputs(Signature signature) => new([.. signature.Outputs.Select(output => (JsonNode)new JsonObject
    {
        ["type"] = "tensor",
        ["tensor-spec"] = new JsonObject { ["dtype"] = output.Type == ColumnType.Text ? "object" : "float32", ["shape"] = new JsonArray(-1, 1) },
        ["name"] = output.Name,
    })]);
}
