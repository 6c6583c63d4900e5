using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Data.Privacy.Keys;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>
/// Seals the secrets of receivers: under the keys of an encrypted home, else under a key of their own that is made with the first of them
/// and that only its owner may read. A copy of the database alone holds no secret. Thread-safe.
/// </summary>
internal sealed class ReceiverSecrets(StorageKeys storage, SakerHome home, TimeProvider time)
{
    private const string Purpose = "alert receivers";

    private readonly Lock _lock = new();
    private KeyRing? _own;

    private string File => Path.Combine(home.Folder, "keys", "receivers.json");

    /// <summary>Null when there is nothing to seal.</summary>
    /// <exception cref="SakerException">This home is encrypted, and its keys are not there.</exception>
    public string? Seal(string receiver, IReadOnlyDictionary<string, string> secrets)
    {
        if (secrets.Count == 0)
            return null;
        var ring = storage.FindToStore() ?? Own(make: true)!;
        var plain = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(secrets), AlertJson.Default.DictionaryStringString);
        try
        {
            return Convert.ToBase64String(ring.Seal(plain, Purpose, Encoding.UTF8.GetBytes(receiver)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="SakerException">The key that sealed them is not there (not found or unavailable), or they were changed (data loss).</exception>
    public IReadOnlyDictionary<string, string> Open(string receiver, string? secrets)
    {
        if (secrets is null)
            return new Dictionary<string, string>();
        var message = Convert.FromBase64String(secrets);
        var plain = RingOf(message, receiver).Unseal(message, Purpose, Encoding.UTF8.GetBytes(receiver));
        try
        {
            return JsonSerializer.Deserialize(plain, AlertJson.Default.DictionaryStringString)!;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Whether what is sealed should be sealed anew: another key is the active one now.</summary>
    public bool IsOutdated(string? secrets) =>
        secrets is not null && storage.Find() is { } ring && KeyRing.KeyOf(Convert.FromBase64String(secrets)) is { } key && key != ring.Active.Id;

    private KeyRing RingOf(byte[] message, string receiver)
    {
        var key = KeyRing.KeyOf(message) ?? throw new SakerException(ErrorKind.DataLoss, $"The secrets of receiver '{receiver}' are damaged; write them again.", "receiver");
        foreach (var ring in new[] { storage.Find(), Own(make: false) })
            if (ring is not null && ring.Keys.Any(known => known.Id == key))
                return ring;
        throw new SakerException(ErrorKind.Unavailable, $"The secrets of receiver '{receiver}' are sealed with key {key}, which is not here. Restore '{File}', or the keys of the home; or write the secrets again, as env:SAKER_ALERT_NAME where several machines share a database.", "receiver");
    }

    private KeyRing? Own(bool make)
    {
        lock (_lock)
        {
            if (_own is not null)
                return _own;
            if (System.IO.File.Exists(File))
                return _own = KeyRing.Open(File);
            if (!make)
                return null;
            var folder = Path.GetDirectoryName(File)!;
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            try
            {
                return _own = KeyRing.Create(File, time);
            }
            catch (SakerException) when (System.IO.File.Exists(File))
            {
                // Another process made it meanwhile.
                return _own = KeyRing.Open(File);
            }
        }
    }
}
