using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Reads model folders, trusting nothing that lies in them.</summary>
internal static class ModelFolderReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<ModelFolder> ReadAsync(string path, string? expectedHash, ModelFolderOptions options, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(path))
            throw new SakerException(ErrorKind.NotFound, $"There is no model folder '{path}'.", path);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in List(path, options))
            files[entry.Name] = await ReadFileAsync(entry, options, cancellationToken);
        var manifest = ReadManifest(files);
        Verify(files, manifest, expectedHash);
        return new ModelFolder { Hash = manifest.FolderHash, Contents = Contents(files) };
    }

    private static List<FileInfo> List(string path, ModelFolderOptions options)
    {
        var files = new List<FileInfo>();
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            // A link could lead out of the folder.
            if (entry is not FileInfo file || entry.LinkTarget is not null)
                throw Refuse(entry.Name, "is no plain file; a model folder holds nothing else");
            files.Add(file);
            if (files.Count > options.MaxFileCount)
                throw new SakerException(ErrorKind.TooLarge, $"The model folder has more than {options.MaxFileCount} files.");
        }
        return files;
    }

    private static async Task<byte[]> ReadFileAsync(FileInfo file, ModelFolderOptions options, CancellationToken cancellationToken)
    {
        var limit = file.Name == ModelFiles.Model ? options.MaxModelBytes : options.MaxFileBytes;
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (stream.Length > limit)
            throw new SakerException(ErrorKind.TooLarge, $"The file '{file.Name}' of the model folder has {stream.Length} bytes; at most {limit} are read.", file.Name);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static ModelManifest ReadManifest(Dictionary<string, byte[]> files)
    {
        if (!files.Remove(ModelFiles.Manifest, out var json))
            throw Refuse(ModelFiles.Manifest, "is missing");
        try
        {
            var manifest = ModelManifest.Parse(json);
            return manifest.Hashes.Values.All(hash => hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower)) ? manifest : throw new JsonException("a hash is malformed.");
        }
        catch (JsonException exception)
        {
            throw Refuse(ModelFiles.Manifest, $"cannot be read ({exception.Message})");
        }
    }

    private static void Verify(Dictionary<string, byte[]> files, ModelManifest manifest, string? expectedHash)
    {
        var problems = new List<Problem>();
        foreach (var (name, hash) in manifest.Hashes.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (!files.TryGetValue(name, out var bytes))
                problems.Add(new Problem(name, "the file is missing."));
            else if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
                problems.Add(new Problem(name, "the file was changed after the model was written."));
        }
        foreach (var name in files.Keys.Where(name => !manifest.Hashes.ContainsKey(name)).Order(StringComparer.Ordinal))
            problems.Add(new Problem(name, "the file was added after the model was written."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The model folder is not as it was written, and is refused.", problems);
        if (expectedHash is not null && manifest.FolderHash != expectedHash)
            throw new SakerException(ErrorKind.InvalidInput, $"The model folder has hash {manifest.FolderHash}, but {expectedHash} is expected: it holds another model.");
    }

    private static ModelFolderContents Contents(Dictionary<string, byte[]> files)
    {
        var modelName = MlmodelFile.ReadModelName(Text(ModelFiles.Mlmodel) ?? throw Refuse(ModelFiles.Mlmodel, "is missing"));
        return new ModelFolderContents
        {
            Model = files.GetValueOrDefault(modelName) ?? throw Refuse(modelName, "is missing"),
            Signature = SignatureJson.Read(Text(ModelFiles.Signature) ?? throw Refuse(ModelFiles.Signature, "is missing")),
            Profile = Text(ModelFiles.Profile),
            Evaluation = Text(ModelFiles.Evaluation),
            Reference = Text(ModelFiles.Reference),
            Importance = Text(ModelFiles.Importance),
            Predictions = Text(ModelFiles.Predictions),
            Card = Text(ModelFiles.Card),
            Checks = Text(ModelFiles.Checks),
            Behaviour = Text(ModelFiles.Behaviour),
            InputExample = Text(ModelFiles.InputExample),
        };

        string? Text(string name)
        {
            try
            {
                return files.TryGetValue(name, out var bytes) ? StrictUtf8.GetString(bytes) : null;
            }
            catch (DecoderFallbackException)
            {
                throw Refuse(name, "is not UTF-8");
            }
        }
    }

    private static SakerException Refuse(string name, string reason) =>
        new(ErrorKind.InvalidInput, $"The file '{name}' of the model folder {reason}. The folder is refused.", name);
}
