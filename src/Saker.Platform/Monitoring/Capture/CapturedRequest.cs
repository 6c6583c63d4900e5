using System.Diagnostics;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>What is kept of one request beside its rows.</summary>
public readonly record struct CapturedRequest()
{
    /// <summary>Whether it had rows and nobody asked for them: more come than profiles take, and the sample of its minute is past them. <see cref="FirstRow"/> is -1 then.</summary>
    public bool RowsLeft { get; init; }

    /// <summary>Whether its rows are here for the sample of its minute alone: profiles take a part of all requests, chosen without a look at what they hold.</summary>
    public bool IsForSampleOnly { get; init; }

    /// <summary>The caller's id or the one it was given, cut at <see cref="CaptureOptions.MaxIdBytes"/>.</summary>
    public required string RequestId { get; init; }

    /// <summary>The trace it belongs to; the default when there is none.</summary>
    public ActivityTraceId TraceId { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Rows of the request, as far as they were read; also where the block does not have them.</summary>
    public required int RowCount { get; init; }

    /// <summary>Where its rows begin in the block's tables; -1 where they have none of it.</summary>
    public required int FirstRow { get; init; }

    /// <summary>Who answered: <c>primary</c>, <c>previous</c>, <c>rules</c> or <c>constant</c>; for what failed, who was asked.</summary>
    public required string Step { get; init; }

    /// <summary>Why it was not the primary; null when it was.</summary>
    public string? StepReason { get; init; }

    /// <summary>Whether the answer was kept from an equal request.</summary>
    public bool IsFromCache { get; init; }

    /// <summary>Warnings of the guard.</summary>
    public int WarningCount { get; init; }

    /// <summary>Values that the guard replaced.</summary>
    public int MendedCount { get; init; }

    /// <summary>Why it failed: a kind of error such as <c>timeout</c>, or <c>cancelled</c>; null when it was answered.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it was refused before anything was run: for its inputs, or for a limit of its caller.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The arm of a rollout that it belonged to, 0 for the control; -1 where there was none.</summary>
    public int Arm { get; init; } = -1;

    /// <summary>How long it waited for the model, in microseconds.</summary>
    public int QueueMicroseconds { get; init; }

    /// <summary>How long the run took that it was in, in microseconds; 0 where nothing was run.</summary>
    public int ComputeMicroseconds { get; init; }

    /// <summary>From its begin until it was answered or had failed, in microseconds.</summary>
    public int TotalMicroseconds { get; init; }
}
