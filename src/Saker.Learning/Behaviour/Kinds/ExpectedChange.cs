namespace Saker.Learning.Behaviour.Kinds;

/// <summary>What a change is to do to the prediction.</summary>
public enum ExpectedChange
{
    Increase,
    Decrease,
    NotIncrease,
    NotDecrease,
}
