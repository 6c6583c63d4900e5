using System.Runtime.InteropServices;

namespace Saker.Data;

/// <summary>Makes the names in a folder durable. Windows does so by itself; elsewhere the C library must, as .NET opens no folders.</summary>
public static class FolderFlush
{
    /// <summary>Comes back when the names that were added to the folder, renamed or removed in it outlast a loss of power; those in folders below it are not looked at.</summary>
    /// <exception cref="IOException">The folder is not there, or cannot be flushed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, flags: 0);
        if (descriptor < 0)
            throw new IOException($"The folder '{folder}' cannot be opened to flush it: {Marshal.GetLastPInvokeErrorMessage()}.");
        try
        {
            if (Synchronise(descriptor) != 0)
                throw new IOException($"The folder '{folder}' cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
