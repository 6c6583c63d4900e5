namespace Saker.Learning.Drift.Streams;

/// <summary>Watches a stream of numbers, one at a time, for a change: errors of a model as 0 and 1, or any measure. For one thread at a time.</summary>
public interface IStreamDetector
{
    /// <summary>By its public name: <c>adwin</c>, <c>page_hinkley</c>.</summary>
    string Name { get; }

    /// <summary>How many values were taken since the start or the last change.</summary>
    long Count { get; }

    /// <summary>Takes a value. After <see cref="DetectorState.Drift"/> it starts anew by itself with the next one.</summary>
    /// <param name="value">A finite number; detectors of errors take 0 (right) and 1 (wrong).</param>
    /// <exception cref="ArgumentException">The value is none that the detector takes.</exception>
    DetectorState Update(double value);

    /// <summary>Settings and state: <see cref="StreamDetectors.FromJson"/> gives a detector that goes on as this one would.</summary>
    string ToJson();
}
