using System.Text.Json;
using System.Text.Encodings.Web;
using Saker.Data;
using YamlDotNet.Serialization;

namespace Saker.Learning.Models;

/// <summary>The file <c>MLmodel</c> as MLflow knows it, with the flavors <c>python_function</c>, <c>onnx</c> and our own <c>saker</c>.</summary>
internal static class MlmodelFile
{
    /// <summary>The version of our part of the format.</summary>
    public const long Format = 1;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="contents">The model.</param>
    /// <param name="modelId">32 hexadecimal digits.</param>
    public static string Write(ModelFolderContents contents, string modelId)
    {
        var model = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["flavors"] = Flavors(),
            ["model_size_bytes"] = contents.Model.LongLength,
            ["model_uuid"] = modelId,
            ["signature"] = new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["inputs"] = Columns(contents.Signature.Inputs, isInput: true),
                ["outputs"] = Columns(contents.Signature.Outputs, isInput: false),
                ["params"] = null,
            },
        };
        if (contents.InputExample is not null)
        {
            var takesTensors = contents.Signature.TakesTensors;
            model["saved_input_example_info"] = new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["artifact_path"] = ModelFiles.InputExample,
                [takesTensors ? "format" : "pandas_orient"] = takesTensors ? "tf-serving" : "split",
                ["type"] = takesTensors ? "ndarray" : "dataframe",
            };
        }
        return new SerializerBuilder().WithQuotingNecessaryStrings().WithNewLine("\n").DisableAliases().Build().Serialize(model);
    }

    /// <summary>The name of the model's file, if we wrote the folder.</summary>
    /// <exception cref="SakerException">The file is none of ours.</exception>
    public static string ReadModelName(string yaml)
    {
        var flavor = Find(Find(YamlText.Parse(yaml).Values, "flavors"), "saker")
            ?? throw new SakerException(ErrorKind.InvalidInput, "The file 'MLmodel' has no flavor 'saker', so the model was not written by Saker.", ModelFiles.Mlmodel);
        if (Find(flavor, "format") is not Format)
            throw new SakerException(ErrorKind.InvalidInput, $"The file 'MLmodel' has format {Find(flavor, "format")}; this version of Saker reads format {Format}.", ModelFiles.Mlmodel);
        // A plain file name, so that nothing outside the folder can be meant.
        return Find(flavor, "data") is string { Length: > 0 } name && name == Path.GetFileName(name) && name is not ("." or "..") && !name.Contains('\\')
            ? name
            : throw new SakerException(ErrorKind.InvalidInput, "The file 'MLmodel' names no file of the folder as the model (flavors.saker.data).", ModelFiles.Mlmodel);
    }

    private static object? Find(object? value, string key) => value is IReadOnlyDictionary<string, object?> mapping ? mapping.GetValueOrDefault(key) : null;

    private static SortedDictionary<string, object?> Flavors() => new(StringComparer.Ordinal)
    {
        ["onnx"] = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = null,
            ["data"] = ModelFiles.Model,
            ["providers"] = new[] { "CPUExecutionProvider" },
        },
        ["python_function"] = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["data"] = ModelFiles.Model,
            ["env"] = new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["conda"] = ModelFiles.CondaEnvironment,
                ["virtualenv"] = ModelFiles.PythonEnvironment,
            },
            ["loader_module"] = "mlflow.onnx",
            ["python_version"] = "3.11",
        },
        ["saker"] = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["data"] = ModelFiles.Model,
            ["format"] = Format,
            ["signature"] = ModelFiles.Signature,
        },
    };

    // MLflow checks a DataFrame against these before the graph gets it: every number enters a graph of ours as float64, and every
    // column must be there. What we know beyond that stands in our own signature.
    private static string Columns(IReadOnlyList<SignatureColumn> columns, bool isInput)
    {
        // MLflow knows columns or tensors, not both in one.
        var areTensors = columns.Any(column => column.Shape is not null);
        return JsonSerializer.Serialize(columns.Select(column => areTensors ? AsTensor(column) : AsColumn(column, isInput)), Json);
    }

    private static Dictionary<string, object> AsColumn(SignatureColumn column, bool isInput) => new()
    {
        ["type"] = column switch
        {
            { Type: ColumnType.Text } => "string",
            { Element: "float32" } => "float",
            { Element: "int64" } => "long",
            { Element: "int32" } => "integer",
            { Element: "boolean" } => "boolean",
            _ => isInput || column.Element is not null ? "double" : "float",
        },
        ["name"] = column.Name,
        ["required"] = true,
    };

    private static Dictionary<string, object> AsTensor(SignatureColumn column) => new()
    {
        ["type"] = "tensor",
        ["name"] = column.Name,
        ["tensor-spec"] = new Dictionary<string, object>
        {
            // NumPy's names; it has none for bfloat16, which travels as float32.
            ["dtype"] = column.Element switch { "text" => "str", "boolean" => "bool", "bfloat16" => "float32", null when column.Type == ColumnType.Text => "str", var element => element ?? "float32" },
            ["shape"] = column.Shape ?? [-1, 1],
        },
    };
}
