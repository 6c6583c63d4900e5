using System.Text;
using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>
/// Tells others that whoever opened the home still lives: a file under <c>locks/</c> that stays exclusively locked until it
/// is disposed or the operating system ends the process, however it ends.
/// </summary>
internal sealed class ProcessOwner : IDisposable
{
    private const string Extension = ".lock";
    private const string Unnamed = ".new";
    private const char Separator = '_';
    private static readonly TimeSpan MaxUnnamedAge = TimeSpan.FromHours(1);

    /// <summary>Nobody else may open it, but Windows must let it be renamed; elsewhere only None is a lock of its own.</summary>
    private static readonly FileShare Exclusive = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly SakerHome _home;
    private readonly FileStream _file;

    private readonly TimeProvider _time;

    public ProcessOwner(SakerHome home, Ids ids, TimeProvider time)
    {
        _home = home;
        _time = time;
        Id = $"{home.Id}{Separator}{ids.NewUlid()}";
        // Locked first and named afterwards: under its final name the file is never seen unlocked while its owner lives.
        var unnamed = Path.Combine(home.Locks, Id + Unnamed);
        FileStream? file = null;
        try
        {
            _file = file = new FileStream(unnamed, FileMode.CreateNew, FileAccess.ReadWrite, Exclusive);
            _file.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId}\n"));
            _file.Flush();
            File.Move(unnamed, FileOf(Id));
            if (!IsAlive(Id))
                throw new SakerException(ErrorKind.Unavailable, $"The file system of '{home.Locks}' does not lock files, so that crashed runs could not be told from running ones. Put the home on a local disk.", "home");
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw home.Unwritable(e);
            throw;
        }
    }

    /// <summary>Names this process and this opening of the home.</summary>
    public string Id { get; }

    /// <summary>Whether that owner still holds its lock. One of another home, which may share the database, is not ours to judge: it counts as alive.</summary>
    public bool IsAlive(string owner)
    {
        var split = owner.IndexOf(Separator);
        if (split >= 0 && !owner.AsSpan(0, split).SequenceEqual(_home.Id))
            return true;
        try
        {
            using var file = new FileStream(FileOf(owner), FileMode.Open, FileAccess.ReadWrite, Exclusive);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Removes the lock files of owners that are gone.</summary>
    public void Sweep()
    {
        foreach (var file in Directory.EnumerateFiles(_home.Locks, "*" + Extension))
            if (!IsAlive(Path.GetFileNameWithoutExtension(file)))
                File.Delete(file);
        // Killed between making its file and naming it; a young one may be on its way.
        foreach (var file in Directory.EnumerateFiles(_home.Locks, "*" + Unnamed))
            if (_time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > MaxUnnamedAge)
                File.Delete(file);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(FileOf(Id));
    }

    private string FileOf(string owner) => Path.Combine(_home.Locks, owner + Extension);
}
