using Saker.Data;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Pipelines;

/// <summary>The part of a pipeline file that says where the model is deployed, and how.</summary>
internal sealed record DeploySection
{
    public string? Endpoint { get; init; }

    public EndpointSettings? Settings { get; init; }

    public RolloutSettings? Rollout { get; init; }

    public MonitorSettings? Monitor { get; init; }

    public RetrainingPolicy? Retrain { get; init; }

    public static DeploySection Read(Saker.Data.Settings file)
    {
        if (!file.Has("deploy"))
            return new DeploySection();
        var deploy = file.Section("deploy");
        var section = new DeploySection
        {
            Endpoint = deploy.Text("endpoint"),
            Settings = deploy.Has("settings") ? EndpointSettingsText.Read(deploy.Section("settings")) : null,
            Rollout = deploy.Has("rollout") ? RolloutSettingsText.Read(deploy.Section("rollout")) : null,
            Monitor = deploy.Has("monitor") ? MonitorSettingsText.Read(deploy.Section("monitor")) : null,
            Retrain = deploy.Has("retrain") ? RetrainingPolicyText.Read(deploy.Section("retrain")) : null,
        };
        deploy.RejectUnknown();
        return section;
    }
}
