using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Reading;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Registry;

/// <summary>Makes a model folder of what a client has uploaded. What cannot be loaded is told as a reason and never fails: the version is registered without files then.</summary>
internal sealed class ModelSnapshot(IArtifactStore artifacts, ModelFolderOptions limits)
{
    private const string Mlmodel = "MLmodel";
    private const int MaxMlmodelBytes = 1 << 20;

    /// <param name="path">The folder in the tree of artifacts.</param>
    /// <param name="target">The folder to make on disk.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why there is none; null when it was made.</returns>
    public async Task<string?> WriteAsync(string path, string target, CancellationToken cancellationToken)
    {
        try
        {
            if (await artifacts.FindAsync($"{path}/{Mlmodel}", cancellationToken) is not { } description)
                return $"There is no file MLmodel under '{path}', so nothing says what model that is.";
            if (description.ByteCount > MaxMlmodelBytes)
                return $"The file '{path}/{Mlmodel}' has {description.ByteCount} bytes; at most {MaxMlmodelBytes} are read.";
            var flavors = Flavors(Encoding.UTF8.GetString(await ReadAsync($"{path}/{Mlmodel}", description.ByteCount, cancellationToken)));
            return flavors.ContainsKey("saker") ? await CopyAsync(path, target, cancellationToken) : await WriteAsync(path, flavors, target, cancellationToken);
        }
        catch (SakerException exception) when (exception.Kind is not ErrorKind.Unavailable)
        {
            return exception.Message;
        }
        catch (OnnxException exception)
        {
            return $"The ONNX file cannot be served: {exception.Message}";
        }
    }

    /// <summary>A folder that Saker wrote: it comes whole, with its card, its evaluation and its checks.</summary>
    private async Task<string?> CopyAsync(string path, string target, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var entry in await artifacts.ListAsync(path, cancellationToken))
            if (++count > limits.MaxFileCount || entry.IsFolder || entry.ByteCount > limits.MaxModelBytes)
                return $"'{entry.Path}' does not belong into a model folder of Saker, or is too large for one.";
        await artifacts.ExportAsync(path, target, cancellationToken);
        await ModelFolder.ReadAsync(target, expectedHash: null, limits, cancellationToken);
        return null;
    }

    /// <summary>A model in ONNX of whatever making: the graph itself says what it takes and gives.</summary>
    private async Task<string?> WriteAsync(string path, IReadOnlyDictionary<string, object?> flavors, string target, CancellationToken cancellationToken)
    {
        if (flavors.GetValueOrDefault("onnx") is not IReadOnlyDictionary<string, object?> onnx)
            return $"The file MLmodel names the flavors {string.Join(", ", flavors.Keys.Order(StringComparer.Ordinal))}; Saker loads models with the flavor onnx. Log it with mlflow.onnx.log_model to have it served.";
        if (onnx.GetValueOrDefault("data") is not string { Length: > 0 } data || data.Split('/', '\\').Any(part => part is "" or "." or ".."))
            return "The file MLmodel names no file below its own folder as the model (flavors.onnx.data).";
        if (await artifacts.FindAsync($"{path}/{data}", cancellationToken) is not { } file)
            return $"The file '{path}/{data}' that MLmodel names as the model is not there.";
        if (file.ByteCount > limits.MaxModelBytes)
            return $"The model has {file.ByteCount} bytes; at most {limits.MaxModelBytes} are loaded.";
        var graph = await ReadAsync(file.Path, file.ByteCount, cancellationToken);
        OnnxModel.Parse(graph, new ModelLimits { MaxBytes = limits.MaxModelBytes }).Validate();
        using var model = new OnnxTensorModel(graph);
        await ModelFolder.WriteAsync(target, new ModelFolderContents { Model = graph, Signature = model.Signature }, cancellationToken);
        return null;
    }

    private async Task<byte[]> ReadAsync(string path, long byteCount, CancellationToken cancellationToken)
    {
        var bytes = new byte[byteCount];
        await using var stream = await artifacts.OpenAsync(path, cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        // To the end, where the content is checked.
        return stream.ReadByte() < 0 ? bytes : throw new SakerException(ErrorKind.Conflict, $"The file '{path}' grew while it was read.", "source");
    }

    private static IReadOnlyDictionary<string, object?> Flavors(string yaml) =>
        YamlText.Parse(yaml).Values.GetValueOrDefault("flavors") as IReadOnlyDictionary<string, object?>
        ?? throw new SakerException(ErrorKind.InvalidInput, "The file MLmodel names no flavors.", "source");
}
