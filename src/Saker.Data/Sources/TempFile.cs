using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A file in the engine's temporary folder, for its owner's eyes only; it goes when it is disposed.</summary>
internal sealed class TempFile : IDisposable
{
    public TempFile()
    {
        var folder = System.IO.Path.GetFullPath(SqlEngine.TempFolder);
        PrivateFolder.Make(folder);
        FullPath = System.IO.Path.Combine(folder, $"source-{System.IO.Path.GetRandomFileName()}");
    }

    public string FullPath { get; }

    /// <summary>Writes it, once.</summary>
    public FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(FullPath, options);
    }

    public void Dispose() => File.Delete(FullPath);
}
