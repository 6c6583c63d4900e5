using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>
/// Which aliases move only with approval, and the requests that wait for it. Thread-safe, and safe between processes. A missing model
/// or request is reported as not found; where no actor is named it is the user of this process, who may all.
/// </summary>
public interface IApprovalStore
{
    /// <summary>Protects an alias, or changes how it is protected. It need not be set yet.</summary>
    /// <exception cref="SakerException">Alias, role or count are not possible; all is told.</exception>
    Task ProtectAsync(AliasProtection protection, Actor? by, CancellationToken cancellationToken);

    /// <summary>Ends the protection; requests that wait become stale. Gives whether there was one.</summary>
    Task<bool> UnprotectAsync(string model, string alias, Actor? by, CancellationToken cancellationToken);

    /// <summary>Requests, the newest first.</summary>
    /// <param name="model">Of this model; null for all.</param>
    /// <param name="isWaiting">Only those that wait.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<MoveRequest>> ListAsync(string? model, bool isWaiting, int max, CancellationToken cancellationToken);

    Task<MoveRequest?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Approves; when enough have, the alias moves in the same step.</summary>
    /// <exception cref="SakerException">
    /// The actor asked for it itself or has not the role (forbidden), has approved before, the request does not wait any more, or the
    /// alias cannot move (conflict).
    /// </exception>
    Task<MoveRequest> ApproveAsync(string id, Actor? by, string? reason, CancellationToken cancellationToken);

    /// <exception cref="SakerException">The actor has not the role (forbidden), or the request does not wait any more (conflict).</exception>
    Task<MoveRequest> RejectAsync(string id, Actor? by, string? reason, CancellationToken cancellationToken);

    /// <exception cref="SakerException">Somebody else asked for it (forbidden), or the request does not wait any more (conflict).</exception>
    Task<MoveRequest> WithdrawAsync(string id, Actor? by, string? reason, CancellationToken cancellationToken);
}
