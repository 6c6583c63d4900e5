using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>A version as its table has it.</summary>
internal sealed record VersionRow
{
    public required string Model { get; init; }

    public long Version { get; init; }

    public required string Hash { get; init; }

    public string? FilesReason { get; init; }

    public string? RunId { get; init; }

    public string? Dataset { get; init; }

    public string? Code { get; init; }

    public string? ParentModel { get; init; }

    public long? ParentVersion { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public string? RegisteredBy { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? StorageUri { get; init; }

    public string? RunLink { get; init; }

    public string? LoggedModel { get; init; }

    public required string Stage { get; init; }

    public string? StageOverride { get; init; }

    public string? StageOverrideBy { get; init; }

    public long? StageOverrideAt { get; init; }

    public string? RegistrationOverride { get; init; }

    public string? Pipeline { get; init; }

    public string? StatusMessage { get; init; }

    public long? Major { get; init; }

    public long? Minor { get; init; }

    public long? Patch { get; init; }

    public string? Scores { get; init; }

    /// <summary>Without what stands in other tables.</summary>
    public ModelVersion ToVersion(ModelFolders folders) => new()
    {
        Model = Model,
        Version = (int)Version,
        Semantic = Major is { } major ? new SemanticVersion((int)major, (int)Minor!.Value, (int)Patch!.Value) : null,
        Hash = Hash.Length == 0 ? null : Hash,
        Folder = Hash.Length == 0 ? null : folders.PathOf(Hash),
        FilesReason = FilesReason,
        Run = RunId is { } run ? new RunId(run) : null,
        Dataset = Dataset,
        Code = Code,
        Parent = ParentModel is { } parent ? new ParentVersion(parent, (int)ParentVersion!.Value) : null,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
        RegisteredBy = RegisteredBy,
        Aliases = [],
        Description = Description,
        Scores = VersionScores.Read(Scores),
        Source = Source,
        StorageUri = StorageUri,
        RunLink = RunLink,
        LoggedModel = LoggedModel,
        Stage = Enum.Parse<ModelStage>(Stage),
        StageOverride = StageOverride is { } reason ? new StageOverride(reason, StageOverrideBy!, DateTimeOffset.FromUnixTimeMilliseconds(StageOverrideAt!.Value)) : null,
        RegistrationOverride = RegistrationOverride,
        Pipeline = Pipeline,
        StatusMessage = StatusMessage,
    };
}
