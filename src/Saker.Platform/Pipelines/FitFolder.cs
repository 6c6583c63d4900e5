using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Where fits of one pipeline keep their state until it is trained: a folder of the home that one run has at a time. A run that died leaves it, the next one of the same pipeline goes on from
/// what lies there, and takes it away when all is trained. What no run wrote for two weeks, of whatever pipeline, goes when one opens its own.
/// </summary>
internal sealed class FitFolder : IDisposable
{
    /// <summary>How long state is kept that nobody writes.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(14);

    private readonly string _folder;
    private readonly FileStream _lock;

    private FitFolder(string folder, FileStream held, TimeSpan interval)
    {
        (_folder, _lock) = (folder, held);
        Checkpoints = new TrainingCheckpoints { Folder = folder, MinInterval = interval, IsOptional = true };
    }

    public TrainingCheckpoints Checkpoints { get; }

    /// <summary>The folder of a pipeline; null where another run has it, where it cannot be made, or where the home is encrypted: state is kept unencrypted, and what was kept before goes.</summary>
    public static FitFolder? Open(SakerHome home, StorageKeys keys, TimeSpan interval, string pipeline, TimeProvider time)
    {
        var isEncrypted = keys.FindToStore() is not null;
        Sweep(home, isEncrypted ? DateTimeOffset.MaxValue : time.GetUtcNow() - MaxAge);
        if (isEncrypted)
            return null;
        try
        {
            Directory.CreateDirectory(home.Fits);
            return new FitFolder(Path.Combine(home.Fits, pipeline), Hold(home, pipeline), interval);
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

    // The system lets go of it when the process dies, however that comes.
    private static FileStream Hold(SakerHome home, string pipeline) => new(Path.Combine(home.Fits, $".{pipeline}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void Sweep(SakerHome home, DateTimeOffset before)
    {
        try
        {
            if (!Directory.Exists(home.Fits))
                return;
            foreach (var folder in new DirectoryInfo(home.Fits).GetDirectories())
                Sweep(home, folder, before);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No training ends for what others left behind.
        }
    }

    private static void Sweep(SakerHome home, DirectoryInfo folder, DateTimeOffset before)
    {
        try
        {
            // Held only where something goes: a run that begins meanwhile would find its folder taken.
            if (!IsDue(folder, before))
                return;
            // What a run has is left to it.
            using var held = Hold(home, folder.Name);
            foreach (var file in Files(folder).Where(file => file.LastWriteTimeUtc < before))
                file.Delete();
            if (!Files(folder).Any())
                folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody has it, or it cannot be taken away now; the next run tries again.
        }
    }

    private static bool IsDue(DirectoryInfo folder, DateTimeOffset before) => !Files(folder).Any() || Files(folder).Any(file => file.LastWriteTimeUtc < before);

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => folder.EnumerateFiles("*", SearchOption.AllDirectories);
}
