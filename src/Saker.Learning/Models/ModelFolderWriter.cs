using System.Text;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Writes model folders.</summary>
internal static class ModelFolderWriter
{
    public static async Task<string> WriteAsync(string path, ModelFolderContents contents, CancellationToken cancellationToken)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.Exists(path))
            throw new SakerException(ErrorKind.Conflict, $"The model folder '{path}' exists already; a model is never overwritten.", path);
        var files = Files(contents);
        var manifest = ModelManifest.Of(files);
        // What a crash left behind here was never complete.
        var partial = path + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        try
        {
            foreach (var (name, bytes) in files)
                await WriteFileAsync(Path.Combine(partial, name), bytes, cancellationToken);
            await WriteFileAsync(Path.Combine(partial, ModelFiles.Manifest), manifest.ToJson(), cancellationToken);
            Directory.Move(partial, path);
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
        return manifest.FolderHash;
    }

    private static SortedDictionary<string, byte[]> Files(ModelFolderContents contents)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [ModelFiles.Model] = contents.Model,
            [ModelFiles.Signature] = Encoding.UTF8.GetBytes(SignatureJson.Write(contents.Signature)),
            [ModelFiles.Requirements] = Encoding.UTF8.GetBytes(PythonEnvironment.Requirements),
            [ModelFiles.CondaEnvironment] = Encoding.UTF8.GetBytes(PythonEnvironment.Conda),
            [ModelFiles.PythonEnvironment] = Encoding.UTF8.GetBytes(PythonEnvironment.Virtualenv),
        };
        AddText(ModelFiles.Profile, contents.Profile);
        AddText(ModelFiles.Evaluation, contents.Evaluation);
        AddText(ModelFiles.Reference, contents.Reference);
        AddText(ModelFiles.Importance, contents.Importance);
        AddText(ModelFiles.Predictions, contents.Predictions);
        AddText(ModelFiles.Card, contents.Card);
        AddText(ModelFiles.Checks, contents.Checks);
        AddText(ModelFiles.Behaviour, contents.Behaviour);
        AddText(ModelFiles.InputExample, contents.InputExample);
        // MLflow wants an id of 32 hexadecimal digits. Made of the other files, it is the same for the same model.
        var id = ModelManifest.Of(files).FolderHash[..32];
        files[ModelFiles.Mlmodel] = Encoding.UTF8.GetBytes(MlmodelFile.Write(contents, id));
        return files;

        void AddText(string name, string? text)
        {
            if (text is not null)
                files[name] = Encoding.UTF8.GetBytes(text);
        }
    }

    private static async Task WriteFileAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await file.WriteAsync(bytes, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
