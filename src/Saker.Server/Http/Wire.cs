using System.Text.Json;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;

namespace Saker.Server.Http;

/// <summary>What capabilities know, as wire records.</summary>
internal static class Wire
{
    public static ExperimentInfo ToInfo(this Experiment experiment) => new(experiment.Id.Value, experiment.Name, experiment.CreatedAt, experiment.RunCount)
    {
        State = experiment.Lifecycle.ToText(),
        ArtifactLocation = experiment.ArtifactLocation,
        UpdatedAt = experiment.UpdatedAt,
        Tags = experiment.Tags,
    };

    public static RunInfo ToInfo(this Run run) => new()
    {
        Id = run.Id.Value,
        ExperimentId = run.ExperimentId.Value,
        Name = run.Name,
        Status = Word(run.Status),
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        ParentId = run.ParentId?.Value,
        Parameters = run.Parameters,
        Metrics = run.Metrics,
        Tags = run.Tags,
        State = run.Lifecycle.ToText(),
        ArtifactUri = run.ArtifactUri,
        Datasets = run.Inputs.Datasets.Count == 0 ? null : [.. run.Inputs.Datasets.Select(input => new DatasetInputInfo(input.Dataset.Name, input.Dataset.Digest, input.Dataset.SourceType, input.Dataset.Source, input.Context))],
    };

    public static ModelInfo ToInfo(this RegisteredModel model) => new(model.Name, model.CreatedAt, [.. model.Versions.Select(ToInfo)], model.Aliases)
    {
        UpdatedAt = model.UpdatedAt,
        Description = model.Description,
        Tags = model.Tags,
        GateRequirements = [.. model.GateRequirements.Select(requirement => new GateRequirementInfo(requirement.Alias, Word(requirement.Role), requirement.Suite) { Target = requirement.Target, Positive = requirement.Positive, Dataset = requirement.Dataset, Registration = requirement.HoldsRegistration })],
        Protections = [.. model.Protections.Select(protection => new ProtectionInfo(protection.Alias, Word(protection.Role), protection.Count))],
    };

    public static MoveRequestInfo ToInfo(this MoveRequest request) => new()
    {
        Id = request.Id,
        Model = request.Model,
        Alias = request.Alias,
        From = request.From,
        To = request.To,
        Evidence = request.Evidence,
        Override = request.Override,
        By = request.By,
        At = request.At,
        State = Word(request.State),
        Role = Word(request.Role),
        Count = request.Count,
        Approvals = [.. request.Approvals.Select(approval => new ApprovalInfo(approval.By, approval.At, approval.Reason))],
        ClosedBy = request.ClosedBy,
        ClosedAt = request.ClosedAt,
        Reason = request.Reason,
    };

    public static AliasMoveInfo ToInfo(this AliasMove move) => new()
    {
        Alias = move.Alias,
        From = move.From,
        To = move.To,
        By = move.By,
        At = move.At,
        Until = move.Until,
        Evidence = move.Evidence,
        Override = move.Override,
        FromScores = move.FromScores,
        ToScores = move.ToScores,
        RequestId = move.RequestId,
        ApprovedBy = move.ApprovedBy,
    };

    public static LineageInfo ToInfo(this VersionLineage lineage) => new()
    {
        Version = lineage.Version.Reference,
        Semantic = lineage.Version.Semantic?.ToString(),
        Hash = lineage.Version.Hash,
        Source = lineage.Version.Source,
        RunId = lineage.Version.Run?.Value,
        RunName = lineage.Run?.Name,
        Dataset = lineage.Version.Dataset,
        DatasetHash = lineage.Dataset?.Hash,
        RunInputs = lineage.Run is { } run ? [.. run.Inputs.Datasets.Select(input => $"{input.Dataset.Name} {input.Dataset.Digest}")] : null,
        Code = lineage.Version.Code,
        Reason = lineage.Reason,
        Parent = lineage.Parent?.ToInfo(),
        LostParent = lineage.LostParent?.ToString(),
    };


    public static EndpointInfo ToInfo(this EndpointStatus status, ModelHost host) => new()
    {
        Name = status.Endpoint.Name,
        Model = status.Endpoint.Model,
        Follows = status.Endpoint.Follows is { } alias ? $"{status.Endpoint.Model}@{alias}" : null,
        Version = status.Endpoint.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
        State = Word(status.State),
        Since = status.Since,
        Reason = status.Reason,
        Serving = status.IsServing ? $"{status.ServingModel}/{status.ServingVersion}" : null,
        EstimatedBytes = status.EstimatedBytes,
        History = [.. status.History.Select(ToInfo)],
        DeployedAt = status.Endpoint.DeployedAt,
        Signature = host.FindSignature(status.Endpoint.Name) is { } signature ? ToInfo(signature) : null,
        Fallback = status.Steps.Count + status.Faults.Count == 0 ? null : [.. status.Steps.Select(step => new FallbackStepInfo(step.Step, Word(step.State))), .. status.Faults.Select(ToStep)],
        Cache = status.Cache is { } cache ? new CacheInfo(cache.HitCount, cache.MissCount, cache.EvictionCount, cache.EntryCount, cache.Bytes) : null,
        Traffic = ToInfo(host.GetTraffic(status.Endpoint.Name)),
    };

    // The field is fallback.STEP and what of it.
    private static FallbackStepInfo ToStep(Problem fault) => new(fault.Field.Split('.') is [_, var step, ..] ? step : fault.Field, "never", fault.ToString());

    /// <summary>With its settings, which lists leave out.</summary>
    public static EndpointInfo ToWholeInfo(this EndpointStatus status, ModelHost host) => status.ToInfo(host) with
    {
        Settings = JsonSerializer.Deserialize(EndpointSettingsText.WriteJson(status.Endpoint.Settings), SakerJson.Default.EndpointSettingsInfo),
    };

    public static VersionStateInfo ToInfo(this VersionStatus status) => new()
    {
        Model = status.Model,
        Version = status.Version,
        State = Word(status.State),
        Reason = status.Reason,
        Since = status.Since,
        EstimatedBytes = status.EstimatedBytes,
        LoadedAt = status.LoadedAt,
        LastUsedAt = status.LastUsedAt,
        History = [.. status.History.Select(ToInfo)],
    };

    public static ModelVersionInfo ToInfo(this ModelVersion version) => new()
    {
        Model = version.Model,
        Version = version.Version,
        Semantic = version.Semantic?.ToString(),
        Hash = version.Hash,
        FilesReason = version.HasFiles ? null : version.FilesReason,
        RunId = version.Run?.Value,
        Dataset = version.Dataset,
        Code = version.Code,
        Parent = version.Parent?.ToString(),
        CreatedAt = version.CreatedAt,
        UpdatedAt = version.UpdatedAt,
        RegisteredBy = version.RegisteredBy,
        Aliases = version.Aliases,
        RequestedAliases = version.RequestedAliases,
        Description = version.Description,
        Tags = version.Tags,
        Scores = version.Scores,
        Verdict = version.Verdict?.ToInfo(),
        Source = version.Source,
        Stage = version.Stage == ModelStage.None ? null : version.Stage.ToString(),
        StageOverride = version.StageOverride?.Reason,
        RegistrationOverride = version.RegistrationOverride,
    };

    private static StateInfo ToInfo(VersionTransition transition) => new(Word(transition.State), transition.Reason, transition.At);

    private static SignatureInfo ToInfo(Signature signature) => new([.. signature.Inputs.Select(ToInfo)], [.. signature.Outputs.Select(ToInfo)]);

    private static ColumnInfo ToInfo(SignatureColumn column) => new()
    {
        Name = column.Name,
        Type = column.Type.Name(),
        Nullable = column.Nullable,
        Min = column.Min,
        Max = column.Max,
        Categories = column.Categories,
        Shape = column.Shape,
        Element = column.Element,
    };

    private static TrafficInfo ToInfo(TrafficSnapshot traffic) => new()
    {
        RequestCount = traffic.RequestCount,
        ErrorCount = traffic.ErrorCount,
        CacheHitCount = traffic.CacheHitCount,
        FallbackCount = traffic.FallbackCount,
        RefusedCount = traffic.RefusedCount,
        RequestsPerSecond = traffic.RequestsPerSecond,
        P50Milliseconds = traffic.P50Milliseconds,
        P95Milliseconds = traffic.P95Milliseconds,
        P99Milliseconds = traffic.P99Milliseconds,
    };

    internal static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
