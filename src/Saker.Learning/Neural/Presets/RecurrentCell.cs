namespace Saker.Learning.Neural.Presets;

/// <summary>What goes through a sequence.</summary>
public enum RecurrentCell
{
    /// <summary>Long short-term memory.</summary>
    Lstm,

    /// <summary>Gated recurrent units: fewer weights.</summary>
    Gru,
}
