using Saker.Data;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>
/// What gates said of versions, and which aliases require that they passed. Thread-safe, and safe between processes. A missing model or
/// version is reported as not found; where no actor is named it is the user of this process, who may all.
/// </summary>
public interface IVerdictStore
{
    /// <summary>The most verdicts that are listed at once.</summary>
    const int MaxListed = 1_000;

    /// <summary>Keeps a verdict; from now on it is the version's.</summary>
    /// <exception cref="SakerException">The report is too long (limit exceeded).</exception>
    Task<GateVerdict> AddAsync(string model, int version, NewVerdict verdict, Actor? by, CancellationToken cancellationToken);

    /// <summary>Keeps a verdict on files that are to be registered as the model's next version, and become it with them.</summary>
    /// <param name="model">The registered model.</param>
    /// <param name="hash">SHA-256 of the model folder, as <see cref="ModelVersion.Hash"/>.</param>
    /// <param name="verdict">What came of it.</param>
    /// <param name="by">Who judged.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The report is too long (limit exceeded).</exception>
    Task AddCandidateAsync(string model, string hash, NewVerdict verdict, Actor? by, CancellationToken cancellationToken);

    /// <summary>The newest verdict of a version, with its report; null when it was not judged.</summary>
    Task<GateVerdict?> FindAsync(string model, int version, CancellationToken cancellationToken);

    /// <summary>The verdicts of a version without their reports, the newest first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="max">How many at most, 1 to <see cref="MaxListed"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<GateVerdict>> ListAsync(string model, int version, int max, CancellationToken cancellationToken);

    /// <summary>Has an alias, or every alias of the model, move only to versions whose gates passed; or changes how that is required. What the alias points at stays.</summary>
    /// <exception cref="SakerException">Alias or role are not possible; all is told.</exception>
    Task RequireAsync(GateRequirement requirement, Actor? by, CancellationToken cancellationToken);

    /// <summary>Ends that. Gives whether it was required.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alias">The alias; null for what was required of every alias.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool> ReleaseAsync(string model, string? alias, CancellationToken cancellationToken);
}
