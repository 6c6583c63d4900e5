using Saker.Data;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>Refuses names and settings that the stores would refuse, and a pipeline without candidates, before anything is read or trained.</summary>
internal static class PipelineNames
{
    /// <exception cref="SakerException">Some names are not possible; all of them are reported.</exception>
    public static void Require(Pipeline pipeline)
    {
        var problems = new List<Problem>();
        Names.Check(problems, "pipeline", pipeline.Name);
        if (pipeline.Register is { } register)
        {
            Names.Check(problems, "register.model", register.Model);
            if (register.Alias is { } alias)
                AliasNames.Check(problems, "register.alias", alias);
        }
        if (pipeline.Endpoint is { } endpoint)
            Names.Check(problems, "deploy.endpoint", endpoint);
        if (pipeline.EndpointSettings is { } settings)
            problems.AddRange(EndpointSettingsText.Check(settings, "deploy.settings"));
        if (pipeline.Rollout is { } rollout)
            problems.AddRange(RolloutSettingsText.Check(rollout, "deploy.rollout"));
        if (pipeline.Monitor is { } monitor)
            problems.AddRange(MonitorSettingsText.Check(monitor, "deploy.monitor"));
        if (pipeline.Retrain is { } retrain)
            problems.AddRange(RetrainingPolicyText.Check(retrain, "deploy.retrain"));
        if (pipeline.Candidates.Count == 0)
            problems.Add(new Problem("candidates", "at least one trainer is needed."));
        problems.AddRange(SplitRules.Check(pipeline.Split, pipeline.Select));
        problems.AddRange(TuningRules.Check(pipeline));
        problems.AddRange(TaskRules.Check(pipeline));
        problems.AddRange(PrivacySection.Check(pipeline));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The pipeline cannot run as it is declared.", problems);
    }
}
