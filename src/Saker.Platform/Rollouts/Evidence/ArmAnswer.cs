namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What became of a request, as a version is judged by it.</summary>
internal enum ArmAnswer : byte
{
    Answered,

    /// <summary>For what the version, or the machine under it, did; whether or not somebody else answered then.</summary>
    Failed,

    /// <summary>By the input guard.</summary>
    Refused,

    /// <summary>The caller did not wait.</summary>
    Cancelled,
}
