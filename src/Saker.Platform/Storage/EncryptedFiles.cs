using System.Security.Cryptography;
using Saker.Data;
using Saker.Data.Privacy.Encryption;
using Saker.Data.Privacy.Keys;

namespace Saker.Platform.Storage;

/// <summary>Encrypts and decrypts files in place, or from one to another. What is written is flushed and only its owner may read it.</summary>
internal static class EncryptedFiles
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Replaces a file that nobody else knows yet by its encrypted form, in one step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ring">The keys.</param>
    /// <param name="place">What the content belongs to.</param>
    /// <param name="cancellationToken">Stops it; the file is then as it was.</param>
    public static async Task EncryptAsync(string path, KeyRing ring, string place, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.new";
        try
        {
            await using (var plain = Open(path))
            await using (var target = Create(temporary))
            {
                await FileEncryption.EncryptAsync(plain, target, ring, place, cancellationToken);
                target.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            AtomicFiles.FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a file under the active key to a new file, flushed: an encrypted one gets a new header, another one is encrypted.</summary>
    /// <returns>Whether that was needed; if not, nothing is written.</returns>
    public static async Task<bool> RenewAsync(string path, string target, KeyRing ring, string place, CancellationToken cancellationToken)
    {
        await using var stored = Open(path);
        var key = await FileEncryption.FindKeyAsync(stored, path, cancellationToken);
        if (key == ring.Active.Id)
            return false;
        stored.Position = 0;
        await using var file = Create(target);
        await (key is null
            ? FileEncryption.EncryptAsync(stored, file, ring, place, cancellationToken)
            : FileEncryption.RewrapAsync(stored, file, ring, place, path, cancellationToken));
        file.Flush(flushToDisk: true);
        return true;
    }

    /// <summary>Writes the content of a file, decrypted where it is encrypted, to a new file.</summary>
    public static async Task DecryptAsync(string path, string target, KeyRing? ring, string place, string name, CancellationToken cancellationToken)
    {
        await using var plain = await FileEncryption.OpenAsync(Open(path), ring, place, name, cancellationToken);
        await using var file = Create(target);
        await plain.CopyToAsync(file, BufferBytes, cancellationToken);
    }

    /// <summary>Whether a file is encrypted.</summary>
    public static async Task<bool> IsEncryptedAsync(string path, CancellationToken cancellationToken)
    {
        await using var stored = Open(path);
        return await FileEncryption.FindKeyAsync(stored, path, cancellationToken) is not null;
    }

    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>A new file that only its owner may read.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
