using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Storage;

namespace Saker.Platform.Gates;

/// <summary>A model folder that is to be judged, loaded as it would be served. Dispose it when all is judged.</summary>
public sealed class GateCandidate : IDisposable
{
    private readonly IDisposable _model;

    private GateCandidate(string reference, string hash, ModelFolder folder, IModel model)
    {
        Reference = reference;
        Hash = hash;
        Model = model;
        _model = (IDisposable)model;
        GraphBytes = folder.Contents.Model.LongLength;
        Threshold = FindThreshold(folder.Contents.Evaluation) ?? 0.5;
        Profile = folder.Contents.Profile is { } profile ? Profile.FromJson(profile) : null;
    }

    /// <summary>What people call it: <c>churn/3</c>, <c>runs:/ID/model</c>, or the folder's path.</summary>
    public string Reference { get; }

    /// <summary>SHA-256 of the folder, as the registry knows versions by.</summary>
    public string Hash { get; }

    public IModel Model { get; }

    /// <summary>The size of the graph.</summary>
    public long GraphBytes { get; }

    /// <summary>The probability from which it calls a row positive: that of its evaluation, or 0.5 where it has none.</summary>
    public double Threshold { get; }

    /// <summary>That of the rows it learned from; null where the folder has none.</summary>
    public Profile? Profile { get; }

    /// <summary>Loads a model folder; nothing else is needed, no home and no server.</summary>
    /// <exception cref="SakerException">The folder is not there, was changed after it was written, or holds no model that can be run.</exception>
    public static async Task<GateCandidate> OpenAsync(string folder, string reference, CancellationToken cancellationToken)
    {
        var read = await ModelFolder.ReadAsync(folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        return new GateCandidate(reference, await FolderHash.ComputeAsync(folder, cancellationToken), read, OnnxModels.Open(read.Contents.Model, read.Contents.Signature));
    }

    public void Dispose() => _model.Dispose();

    private static double? FindThreshold(string? evaluation)
    {
        try
        {
            return evaluation is null ? null : EvaluationReport.FromJson(evaluation).Threshold;
        }
        catch (SakerException)
        {
            // An evaluation of somebody else's making.
            return null;
        }
    }
}
