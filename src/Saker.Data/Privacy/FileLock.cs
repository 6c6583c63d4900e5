namespace Saker.Data.Privacy;

/// <summary>
/// One writer at a time, among all processes of the machine: an exclusively locked file beside the file in question. The operating
/// system lets go of it however the holder ends. It holds on local file systems; some network file systems do not lock.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock of a file.</summary>
    /// <exception cref="SakerException">Somebody else held it for longer than <paramref name="patience"/> (<see cref="ErrorKind.Unavailable"/>).</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                // Never deleted: a file that is deleted while another waits for it would be locked twice.
                return new FileLock(new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (File.Exists(path + ".lock"))
            {
                if (time.GetElapsedTime(start) > patience)
                    throw new SakerException(ErrorKind.Unavailable, $"'{path}' is in use by another process; try again.", inner: e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SakerException(ErrorKind.Unavailable, $"'{path}.lock' cannot be made, and without it two could write at once: {e.Message}", inner: e);
            }
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _file.Dispose();
}
