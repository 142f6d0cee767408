fun save() {
    // ruleid: kt-not-implemented
    TODO()
}
fun load(): Int = 
    // ruleid: kt-not-implemented
    TODO("load")
fun most() {
    if (late) {
        // ruleid: kt-not-implemented
        TODO("later")
    }
}
fun other() {
    // ok: kt-not-implemented
    println("TODO")
    // ok: kt-not-implemented
    todo()
    // ok: kt-not-implemented
    val x = State.TODO
}
