using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts.Signing;

/// <summary>
/// The key of this installation, ECDSA over P-256, made once. What it signs was written by a program that has the key: whoever
/// can change files or the database but cannot read the key can change nothing unnoticed. Thread-safe.
/// </summary>
internal sealed class InstallationKey(SakerHome home, ArtifactOptions options) : IDisposable
{
    private const int IdLength = 16;

    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly Lock _lock = new();
    private string? _pem;
    private string? _id;

    /// <summary>The absolute path of the private key.</summary>
    public string File => Path.GetFullPath(options.SigningKeyFile ?? Path.Combine(home.Folder, "keys", "signing.pem"));

    /// <summary>Names the key: the beginning of the SHA-256 of its public half.</summary>
    /// <exception cref="SakerException">The key cannot be read or made.</exception>
    public string Id
    {
        get
        {
            Load();
            return _id!;
        }
    }

    /// <summary>The public half as PEM, with which anybody can check signatures.</summary>
    public string PublicKey => With(key => key.ExportSubjectPublicKeyInfoPem());

    /// <summary>Signs a text; the signature names the key.</summary>
    /// <exception cref="SakerException">The key cannot be read or made.</exception>
    public string Sign(string text) => $"{Id}:{With(key => Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256)))}";

    /// <summary>What is wrong with a signature; null when it is good.</summary>
    public string? FaultOf(string text, string signature)
    {
        if (signature.Split(':') is not [var id, var value])
            return "it is not signed";
        if (id != Id)
            return $"it is signed with the key {id}, and this installation's is {Id} ({File}); give the other with --signing-key if it is yours";
        var bytes = new byte[value.Length];
        var isGood = Convert.TryFromBase64String(value, bytes, out var length)
            && With(key => key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(0, length), HashAlgorithmName.SHA256));
        return isGood ? null : "its signature is not that of what is stored";
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var key))
            key.Dispose();
    }

    // An instance is not made for several threads.
    private T With<T>(Func<ECDsa, T> use)
    {
        Load();
        if (!_idle.TryTake(out var key))
        {
            key = ECDsa.Create();
            key.ImportFromPem(_pem);
        }
        var result = use(key);
        _idle.Add(key);
        return result;
    }

    private void Load()
    {
        lock (_lock)
        {
            if (_id is not null)
                return;
            try
            {
                if (!System.IO.File.Exists(File))
                    MakeFirst();
                _pem = System.IO.File.ReadAllText(File);
                using var key = ECDsa.Create();
                key.ImportFromPem(_pem);
                _id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..IdLength];
                _ = key.SignData([], HashAlgorithmName.SHA256);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                throw new SakerException(ErrorKind.Unavailable, $"The installation's key '{File}' cannot be used: {e.Message.TrimEnd('.')}. It must be a private EC key in PEM that this user may read; restore it from a backup, for a new key does not know what the old one signed.", "signingKey", e);
            }
        }
    }

    // A new key in place of one that is gone would sign as if nothing had happened, and nobody could tell until the old one is back.
    private void MakeFirst()
    {
        var mark = Path.Combine(home.Folder, "signing-key.made");
        // Another process that makes the first one has made it before its mark.
        if (options.SigningKeyFile is null && System.IO.File.Exists(mark) && !System.IO.File.Exists(File))
            throw new SakerException(ErrorKind.Unavailable, $"The installation's key '{File}' is gone. Restore it from a backup: what it signed cannot be trusted without it. To begin with a new key, for which everything signed before is not to be trusted, remove '{mark}'.", "signingKey");
        Make();
        if (options.SigningKeyFile is null)
            System.IO.File.WriteAllText(mark, "");
    }

    /// <summary>Makes the key, readable by its owner only. Of several processes that do so at once, one wins.</summary>
    private void Make()
    {
        var folder = Path.GetDirectoryName(File)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unnamed = $"{File}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unnamed, create))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }
        try
        {
            System.IO.File.Move(unnamed, File, overwrite: false);
        }
        catch (IOException) when (System.IO.File.Exists(File))
        {
            System.IO.File.Delete(unnamed);
        }
        AtomicFiles.FlushFolder(folder);
    }
}
