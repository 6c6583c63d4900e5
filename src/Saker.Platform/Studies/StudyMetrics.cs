namespace Saker.Platform.Studies;

/// <summary>What the runs of a study are told by.</summary>
public static class StudyMetrics
{
    /// <summary>A trial's value.</summary>
    public const string Value = "objective";

    /// <summary>What a trial reported on the way, by step.</summary>
    public const string Report = "objective.report";

    /// <summary>Of the study's run: the best value so far, by the number of the trial that found it.</summary>
    public const string Best = "objective.best";

    /// <summary>The tag of a trial's run that names its study, and of the study's own.</summary>
    public const string StudyTag = "saker.study";

    /// <summary>The tag of a trial's run that has its number.</summary>
    public const string TrialTag = "saker.trial";
}
