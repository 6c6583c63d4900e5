using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Where fits of one pipeline keep their state until it is trained: a folder of the home that one run has at a time. A run that died leaves it, the next one of the same pipeline goes on from
/// what lies there, and takes it away when all is trained.
/// </summary>
internal sealed class FitFolder : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;

    private FitFolder(string folder, FileStream held, TimeSpan interval)
    {
        (_folder, _lock) = (folder, held);
        Checkpoints = new TrainingCheckpoints { Folder = folder, MinInterval = interval, IsOptional = true };
    }

    public TrainingCheckpoints Checkpoints { get; }

    /// <summary>The folder of a pipeline; null where another run has it, where it cannot be made, or where the home is encrypted: state is kept unencrypted.</summary>
    public static FitFolder? Open(SakerHome home, StorageKeys keys, TimeSpan interval, string pipeline)
    {
        if (keys.FindToStore() is not null)
            return null;
        try
        {
            Directory.CreateDirectory(home.Fits);
            // The system lets go of it when the process dies, however that comes.
            var held = new FileStream(Path.Combine(home.Fits, $".{pipeline}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new FitFolder(Path.Combine(home.Fits, pipeline), held, interval);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes all away, once it is trained.</summary>
    /// <returns>What to tell where that is not possible; null where it was.</returns>
    public string? Clear()
    {
        try
        {
            if (Directory.Exists(_folder))
                Directory.Delete(_folder, recursive: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"What fits kept in '{_folder}' could not be taken away: {exception.Message}";
        }
    }

    public void Dispose() => _lock.Dispose();
}
