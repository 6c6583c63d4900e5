namespace Saker.Learning.Scores.Calibrating;

/// <summary>How probabilities are made to mean what they say.</summary>
public enum CalibrationMethod
{
    /// <summary>A sigmoid of the log-odds, with slope and shift (Platt 1999); for few rows, and where the error is one of scale.</summary>
    Platt,

    /// <summary>Any rising curve (Zadrozny and Elkan 2002); for thousands of rows.</summary>
    Isotonic,

    /// <summary>The log-odds divided by one number (Guo et al. 2017); for models that are too sure of themselves.</summary>
    Temperature,
}
