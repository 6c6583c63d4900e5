using Saker.Dashboard.Serving.Trying;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving.Snippets;

/// <summary>Python: with nothing but itself, with requests, and with a client of the Open Inference Protocol.</summary>
internal static class PythonSnippets
{
    private static readonly (string, string, string) s_words = ("True", "False", "None");

    public static string Standard(SnippetSource source) =>
        $$"""
        import json
        {{(source.NeedsKey ? "import os\n" : "")}}import urllib.request

        row = {
        {{Row(source)}}
        }
        request = urllib.request.Request(
            {{Literals.Text(source.PredictAddress)}},
            data=json.dumps({"rows": [row]}).encode(),
            headers={"Content-Type": "application/json"{{Key(source, ", ")}}},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            print(json.load(answer)["predictions"][0])
        """;

    public static string Requests(SnippetSource source) =>
        $$"""
        {{(source.NeedsKey ? "import os\n\n" : "")}}import requests

        row = {
        {{Row(source)}}
        }
        answer = requests.post(
            {{Literals.Text(source.PredictAddress)}},
            json={"rows": [row]},{{(source.NeedsKey ? $"\n    headers={{{Key(source, "")}}}," : "")}}
            timeout=30,
        )
        answer.raise_for_status()
        print(answer.json()["predictions"][0])
        """;

    public static string Client(SnippetSource source) =>
        $$"""
        {{(source.NeedsKey ? "import os\n\n" : "")}}import numpy as np
        import tritonclient.http as oip

        client = oip.InferenceServerClient({{Literals.Text(new Uri(source.Server).Authority)}}{{(source.IsSecure ? ", ssl=True" : "")}})
        inputs = []
        for name, datatype, array in [
        {{string.Join('\n', source.Signature.Inputs.Select(column => $"    ({Literals.Text(column.Name)}, \"{TensorExample.Datatype(column)}\", {Array(source, column)}),"))}}
        ]:
            tensor = oip.InferInput(name, array.shape, datatype)
            tensor.set_data_from_numpy(array)
            inputs.append(tensor)
        answer = client.infer({{Literals.Text(source.Endpoint)}}, inputs{{(source.NeedsKey ? $", headers={{{Key(source, "")}}}" : "")}})
        for output in answer.get_response()["outputs"]:
            print(output["name"], answer.as_numpy(output["name"]))
        """;

    private static string Row(SnippetSource source) =>
        string.Join('\n', source.Signature.Inputs.Select(column => $"    {Literals.Text(column.Name)}: {Literals.Value(column, source.Values!.Find(column.Name), s_words)},"));

    private static string Key(SnippetSource source, string before) => source.NeedsKey ? before + "\"Authorization\": \"Bearer \" + os.environ[\"SAKER_KEY\"]" : "";

    private static string Array(SnippetSource source, SignatureColumn column) => source.Values is { } values && column.Shape is null
        ? $"np.array([[{Literals.Held(column, values, s_words)}]], dtype={Type(column)})"
        : $"np.zeros(({string.Join(", ", TensorExample.Shape(column))}{(TensorExample.Shape(column).Count == 1 ? "," : "")}), dtype={Type(column)})";

    private static string Type(SignatureColumn column) => TensorExample.Datatype(column) switch
    {
        "BOOL" => "np.bool_",
        "BYTES" => "np.object_",
        "FP16" => "np.float16",
        "FP64" => "np.float64",
        "FP32" or "BF16" => "np.float32",
        var whole => "np." + whole.ToLowerInvariant(),
    };
}
