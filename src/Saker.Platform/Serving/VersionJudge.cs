using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving;

/// <summary>Asks registered versions how groups of people fare under them and how they behave, as pipelines do when they train. Thread-safe; nothing is kept.</summary>
public sealed class VersionJudge
{
    private readonly ModelLoader _loader;
    private readonly TimeProvider _time;

    internal VersionJudge(ModelLoader loader, TimeProvider time) => (_loader, _time) = (loader, time);

    /// <summary>How groups fare under the labels that the version gives.</summary>
    /// <param name="version">The version.</param>
    /// <param name="rows">Have its inputs, the target and the protected columns.</param>
    /// <param name="target">The column that holds the answer.</param>
    /// <param name="plan">What to look at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The version gives no labels, or the rows or the plan do not fit it; all problems at once.</exception>
    public async Task<FairnessReport> FairnessAsync(ModelVersion version, Table rows, string target, FairnessPlan plan, CancellationToken cancellationToken)
    {
        var model = await _loader(version, cancellationToken);
        using var held = model as IDisposable;
        if (model.Signature.Outputs.FirstOrDefault(output => output.Name == ModelGraph.LabelName) is not { Categories: [var negative, var positive] })
            throw new SakerException(ErrorKind.InvalidInput, $"The model {version.Reference} gives no label of two classes; give its predictions instead.", "model");
        var labelled = LabelledRows.Read(rows, target, new ClassLabels(negative, positive));
        var answers = await model.PredictAsync(rows, cancellationToken);
        var said = LabelledRows.Read(answers, ModelGraph.LabelName, labelled.Labels).Target;
        return FairnessAudit.OfPredictions(plan, labelled, said);
    }

    /// <summary>How the version behaves.</summary>
    /// <param name="version">The version.</param>
    /// <param name="suite">The tests; null for those that lie in its folder as <c>behaviour.yaml</c>.</param>
    /// <param name="rows">Real rows with its inputs; null to ask about made rows only.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">It has no tests of its own and none are given, or tests or rows do not fit it; all problems at once.</exception>
    public async Task<BehaviourReport> BehaviourAsync(ModelVersion version, BehaviourSuite? suite, Table? rows, CancellationToken cancellationToken)
    {
        var model = await _loader(version, cancellationToken);
        using var held = model as IDisposable;
        var contents = await FindContentsAsync(version, cancellationToken);
        suite ??= contents?.Behaviour is { } text
            ? BehaviourSuiteFile.Parse(text, $"behaviour.yaml of {version.Reference}")
            : throw new SakerException(ErrorKind.InvalidInput, $"The model {version.Reference} was registered without behaviour tests; name a suite.", "suite");
        return await BehaviourRunner.RunAsync(suite, new BehaviourSubject { Model = model, Rows = rows, Profile = ProfileOf(contents) }, _time, cancellationToken);
    }

    // What was made elsewhere has no folder of ours; it can be asked all the same.
    private static async Task<ModelFolderContents?> FindContentsAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            return version.HasFiles ? (await ModelFolder.ReadAsync(version.Folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken)).Contents : null;
        }
        catch (SakerException)
        {
            return null;
        }
    }

    private static Profile? ProfileOf(ModelFolderContents? contents)
    {
        try
        {
            return contents?.Profile is { } json ? Profile.FromJson(json) : null;
        }
        catch (SakerException)
        {
            // A profile of somebody else's making: rows are then made from the signature alone.
            return null;
        }
    }
}
