namespace Saker.Learning.Preparation;

/// <summary>A step with what it learned: it writes itself as graph nodes, the one implementation that training and serving share.</summary>
internal abstract class FittedTransform
{
    /// <summary>Adds the nodes and replaces, adds or removes columns.</summary>
    public abstract void Emit(GraphColumns columns);
}
