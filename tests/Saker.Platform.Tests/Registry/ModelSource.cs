namespace Saker.Platform.Tests.Registry;

/// <summary>A finished model folder to register; gone when disposed.</summary>
internal sealed class ModelSource : IDisposable
{
    public ModelSource(string content = "a model")
    {
        Folder = Directory.CreateTempSubdirectory("saker-source-").FullName;
        Write("MLmodel", "flavors: {}\n");
        Write("model.onnx", content);
        Write("extra/notes.md", content + ", annotated");
    }

    public string Folder { get; }

    public void Write(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
