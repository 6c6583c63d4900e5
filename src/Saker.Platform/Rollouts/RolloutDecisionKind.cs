namespace Saker.Platform.Rollouts;

/// <summary>What was decided.</summary>
public enum RolloutDecisionKind
{
    /// <summary>To begin it.</summary>
    Open,

    /// <summary>That it may begin, or one of several approvals that it needs.</summary>
    Approve,

    /// <summary>The candidate is warm: it gets its first requests.</summary>
    Begin,

    /// <summary>The next step.</summary>
    PromoteStep,

    /// <summary>That a candidate serves from now on: the end.</summary>
    Promote,

    /// <summary>That the control stays, and nothing is held against the candidate: the end.</summary>
    Keep,

    /// <summary>To stay as it is for now.</summary>
    Hold,

    Resume,

    /// <summary>That the control serves: the end.</summary>
    RollBack,

    /// <summary>That one of several candidates gets no more requests.</summary>
    DropArm,

    /// <summary>Other shares.</summary>
    Reweigh,

    /// <summary>To end it without a judgement.</summary>
    Cancel,

    /// <summary>Nothing yet: what the evidence says waits for a person.</summary>
    Propose,
}
