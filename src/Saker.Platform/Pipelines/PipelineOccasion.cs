using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>Why a pipeline runs this time, where that is worth keeping: the run and the version that comes of it say so.</summary>
internal sealed record PipelineOccasion
{
    /// <summary>Tags of the run and of the version.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>In the words of whoever asked for it; the version's description.</summary>
    public required string Reason { get; init; }

    /// <summary>The version that is trained again.</summary>
    public required ParentVersion Parent { get; init; }

    /// <summary>The content of that version: the same again is not registered.</summary>
    public required string ParentHash { get; init; }

    /// <summary>Told of the run as soon as it is recorded.</summary>
    public required Func<RunId, Task> Begun { get; init; }

    /// <summary>Part of the write that registers the version, with its number: what it throws undoes all of it.</summary>
    public required Func<Session, int, Task> Registering { get; init; }
}
