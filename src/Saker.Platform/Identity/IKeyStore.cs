using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>Remembers keys, of which it knows only hashes. Thread-safe, and safe between processes.</summary>
public interface IKeyStore
{
    /// <summary>Makes a key; its text is in the answer and nowhere else.</summary>
    /// <exception cref="SakerException">The name is not valid or a working key has it (conflict), the policy is not possible, or it expires in the past.</exception>
    Task<NewKey> CreateAsync(KeyRequest request, CancellationToken cancellationToken);

    /// <summary>Every key, the newest first, those that no longer work included.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Ends a key for good; once ended, it stays as it is. Gives the key.</summary>
    /// <exception cref="SakerException">There is no such key (not found).</exception>
    Task<ApiKey> RevokeAsync(string id, CancellationToken cancellationToken);

    /// <summary>A number that grows whenever a key is made or revoked, by whichever process.</summary>
    Task<long> GetRevisionAsync(CancellationToken cancellationToken);

    /// <summary>The keys that were not revoked, with what their texts are checked against.</summary>
    Task<IReadOnlyList<StoredKey>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>32 random bytes that stay the same for this installation: they sign sessions and seed what is counted by hash.</summary>
    Task<ReadOnlyMemory<byte>> GetInstallationSecretAsync(CancellationToken cancellationToken);
}
