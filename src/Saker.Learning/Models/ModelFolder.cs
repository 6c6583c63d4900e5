using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Models;

/// <summary>
/// The folder that a model is: <c>MLmodel</c> (so that MLflow can load it), the graph, the signature, and what was measured and
/// checked. Nothing in it depends on when or where it was written, so equal models have equal folders.
/// </summary>
public static class ModelFolder
{
    public const string ModelFile = "model.onnx";
    public const string SignatureFile = "signature.json";
    public const string DescriptionFile = "MLmodel";
    public const string ProfileFile = "profile.json";
    public const string EvaluationFile = "evaluation.json";
    public const string CardFile = "card.md";
    public const string ChecksFile = "checks.yaml";
    public const string InputExampleFile = "input_example.json";

    /// <summary>Larger files are not read.</summary>
    public const long MaxFileBytes = 1L << 30;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes a model into an empty or new folder. Whoever publishes the folder flushes it to the disk.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="model">The graph.</param>
    /// <param name="signature">What it takes and gives.</param>
    /// <param name="texts">Further files by name, such as <see cref="EvaluationFile"/>, with their content.</param>
    /// <param name="cancellationToken">Stops between files; the folder is then incomplete.</param>
    public static async Task WriteAsync(string folder, OnnxModel model, Signature signature, IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, ModelFile), model.ToBytes(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, SignatureFile), JsonSerializer.Serialize(signature, Json) + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, DescriptionFile), ModelDescription.Write(signature), cancellationToken);
        foreach (var (name, text) in texts)
        {
            if (name != Path.GetFileName(name))
                throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is no plain file name; files of a model lie in its folder.", name);
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
        }
    }

    /// <summary>Loads the model of a folder.</summary>
    /// <exception cref="SakerException">A file is missing, too large or not what it should be.</exception>
    public static async Task<OnnxClassifier> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var signature = await ReadSignatureAsync(folder, cancellationToken);
        return new OnnxClassifier(await ReadAsync(folder, ModelFile, cancellationToken), signature);
    }

    /// <summary>The signature of a folder's model.</summary>
    /// <exception cref="SakerException">The file is missing or not what it should be.</exception>
    public static async Task<Signature> ReadSignatureAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<Signature>(await ReadAsync(folder, SignatureFile, cancellationToken), Json) ?? throw new JsonException("it holds null.");
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{Path.Combine(folder, SignatureFile)} is no signature: {exception.Message}", SignatureFile, exception);
        }
    }

    private static async Task<byte[]> ReadAsync(string folder, string name, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            throw new SakerException(ErrorKind.NotFound, $"The model folder '{folder}' has no {name}.", name);
        if (file.Length > MaxFileBytes)
            throw new SakerException(ErrorKind.LimitExceeded, $"{file.FullName} has {file.Length} bytes; at most {MaxFileBytes} are read.", name);
        return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
    }
}
