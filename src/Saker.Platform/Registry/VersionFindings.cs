using System.Text;
using Saker.Data;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>What is known of a version beside its scores: what it takes and gives, how groups fare, which columns it goes by. What is not there, or is not ours, is null. Thread-safe.</summary>
public sealed class VersionFindings
{
    private const string SignatureFile = "signature.json";
    private const int MaxBytes = 4 << 20;

    private readonly RunReports _reports;

    internal VersionFindings(RunReports reports) => _reports = reports;

    /// <summary>What the version takes and gives.</summary>
    public static async Task<Signature?> FindSignatureAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (version.Folder is not { } folder || new FileInfo(Path.Combine(folder, SignatureFile)) is not { Exists: true, Length: <= MaxBytes } file)
            return null;
        try
        {
            return SignatureJson.Read(await File.ReadAllTextAsync(file.FullName, Encoding.UTF8, cancellationToken));
        }
        catch (SakerException)
        {
            // Whoever made the model folder may have written anything.
            return null;
        }
    }

    /// <summary>How groups fare under it, as its run measured it.</summary>
    /// <param name="run">The run that made the version; null when it is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FairnessReport?> FindFairnessAsync(Run? run, CancellationToken cancellationToken) => run is null ? null : await _reports.FindFairnessAsync(run, cancellationToken);

    /// <summary>Which columns it goes by: from its files, else from its run.</summary>
    /// <param name="version">The version.</param>
    /// <param name="run">The run that made it; null when it is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ImportanceReport?> FindImportanceAsync(ModelVersion version, Run? run, CancellationToken cancellationToken) => CardImportance.FindAsync(version, run, _reports, cancellationToken);
}
